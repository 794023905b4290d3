"""A strict mock of Microsoft Entra ID, the Azure managed-identity endpoints and a Databricks workspace, on loopback."""

from mock_entra.directory import Directory
from mock_entra.entra import Entra, running
from mock_entra.faults import Fault
from mock_entra.journal import Exchange, Seen
from mock_entra.server import Host

__all__ = ["Directory", "Entra", "Exchange", "Fault", "Host", "Seen", "running"]
