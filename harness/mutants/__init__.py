"""Proves that the harness can fail: spoils snippets and responses a little, and the check that owns them must notice."""
