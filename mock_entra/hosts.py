"""What each host is to a program that runs on it: which services it reaches, which variables it sets."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from mock_entra.contoso import AUTOMATION, TENANT, USER_ASSIGNED
from mock_entra.contoso import WORKSPACE as CONTOSO_WORKSPACE
from mock_entra.directory import Directory
from mock_entra.endpoints import app_service
from mock_entra.services import APP_SERVICE, CLI_UPDATES, IMDS, LOGIN, RESOURCE_MANAGER, WORKSPACE
from mock_entra.wire import Service

EVERYWHERE = (LOGIN, RESOURCE_MANAGER, CLI_UPDATES)
PAGE_VARIABLES = {
    "TENANT_ID": TENANT.id,
    "CLIENT_ID": AUTOMATION.client_id,
    "CLIENT_SECRET": AUTOMATION.secrets[0].value,
    "DATABRICKS_HOST": f"https://{CONTOSO_WORKSPACE.host}",
    "JOB_ID": str(CONTOSO_WORKSPACE.jobs[0]),
}
IDENTITY_VARIABLES = {"MANAGED_IDENTITY_CLIENT_ID": USER_ASSIGNED.client_id}


@dataclass(frozen=True)
class Machine:
    """A kind of host: `reaches` are services that others do not reach, `listener` one on its own localhost."""

    name: str
    about: str
    reaches: tuple[Service, ...] = ()
    listener: Service | None = None
    variables: dict[str, str] = field(default_factory=dict)
    identity_header: str = field(default_factory=lambda: secrets.token_hex(16).upper())

    def service(self, host: str, directory: Directory) -> Service | None:
        """The service that answers on a host's name here, or None where the mock plays none."""
        for service in (*EVERYWHERE, *self.reaches):
            if service.host == host:
                return service
        return WORKSPACE if directory.workspace(host) else None

    def refusal(self, host: str) -> str:
        """One sentence on why a host is not answered, and what to do."""
        if host == IMDS.host:
            where = f"answers only on an Azure virtual machine, and this is {self.about}"
            return f"{host} (IMDS) {where}: run with --on virtual-machine."
        return f"{host} is not a host that mock_entra plays: check its spelling; nothing leaves this machine."

    def environment(self, port: int | None) -> dict[str, str]:
        """The variables that this host sets, with those that the pages use."""
        found = PAGE_VARIABLES | self.variables
        if self.listener is APP_SERVICE:
            found["IDENTITY_ENDPOINT"] = f"http://localhost:{port}{app_service.PATH}"
            found["IDENTITY_HEADER"] = self.identity_header
        return found


MACHINES = {
    machine.name: machine
    for machine in (
        Machine("laptop", "a laptop"),
        Machine("virtual-machine", "an Azure virtual machine", (IMDS,), None, IDENTITY_VARIABLES),
        Machine("app-service", "an app on Azure App Service", (), APP_SERVICE, IDENTITY_VARIABLES),
    )
}
DEFAULT = "laptop"
