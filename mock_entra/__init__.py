"""A strict mock of Microsoft Entra ID, the Azure managed-identity endpoints and a Databricks workspace, on loopback."""

from mock_entra.server import Entra, Host, running

__all__ = ["Entra", "Host", "running"]
