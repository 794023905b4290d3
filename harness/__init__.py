"""What the tests, the site and the maintainer's commands share: which snippets there are, how to run them, how to compare."""
