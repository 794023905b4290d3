"""What each host is to a program that runs on it: which services it reaches, which variables it sets."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mock_entra import application_certificate, jobs
from mock_entra.directory import Directory
from mock_entra.jobs import Setting
from mock_entra.providers import AZURE_DEVOPS, GITHUB_JOBS, PROVIDERS
from mock_entra.services import APP_SERVICE, APP_SERVICE_PATH, CLI_UPDATES, IMDS, LOGIN, RESOURCE_MANAGER, WORKSPACE
from mock_entra.state import State
from mock_entra.wire import Service

EVERYWHERE = (LOGIN, RESOURCE_MANAGER, CLI_UPDATES, *PROVIDERS)


@dataclass(frozen=True)
class Machine:
    """A kind of host: `reaches` are services that others do not reach, `listener` one on its own localhost.

    `sets` gives the variables that only this host sets; `identity_header` proves to its services that it is this host.
    """

    name: str
    about: str
    reaches: tuple[Service, ...] = ()
    listener: Service | None = None
    sets: Callable[[Setting], dict[str, str]] | None = None
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

    def environment(self, state: State, port: int | None, folder: Path) -> dict[str, str]:
        """The variables that the pages use, each the first of its kind in the directory, and those that this host sets.

        A directory without an application that has a secret, or without a workspace, sets none for it. What is a file for a
        program is written into `folder`, and the application's certificates are registered.
        """
        directory, found = state.directory, dict[str, str]()
        if application := next((a for a in directory.applications if a.secrets), None):
            secret = application.secrets[0].value
            found = {"TENANT_ID": application.tenant, "CLIENT_ID": application.client_id, "CLIENT_SECRET": secret}
            found |= application_certificate.variables(folder)
            for certificate in application_certificate.registered():
                directory.register(application.client_id, certificate)
            if self.sets is not None:
                found |= self.sets(Setting(state, application, self.identity_header, folder))
        # A workspace trusts its own tenant only, so one of the application's is the one to show.
        workspaces = sorted(directory.workspaces, key=lambda w: w.tenant != found.get("TENANT_ID"))
        if workspaces:
            found["DATABRICKS_HOST"] = f"https://{workspaces[0].host}"
            if ids := workspaces[0].jobs:
                found["JOB_ID"] = str(ids[0])
        if identity := next((i for i in directory.attached(self.name) if not i.system_assigned), None):
            found["MANAGED_IDENTITY_CLIENT_ID"] = identity.client_id
        if self.listener is APP_SERVICE:
            found["IDENTITY_ENDPOINT"] = f"http://localhost:{port}{APP_SERVICE_PATH}"
            found["IDENTITY_HEADER"] = self.identity_header
        return found


MACHINES = {
    machine.name: machine
    for machine in (
        Machine("laptop", "a laptop"),
        Machine("virtual-machine", "an Azure virtual machine", (IMDS,)),
        Machine("app-service", "an app on Azure App Service", (), APP_SERVICE),
        Machine("github-actions", "a job of GitHub Actions", (GITHUB_JOBS,), sets=jobs.github_actions),
        Machine("azure-devops", "a job of Azure Pipelines", (AZURE_DEVOPS,), sets=jobs.azure_devops),
        Machine("aks", "a pod on Azure Kubernetes Service", sets=jobs.aks),
        Machine("gitlab", "a job of GitLab CI/CD", sets=jobs.gitlab),
        Machine("virtual-machine-user-assigned", "an Azure virtual machine without an identity of its own", (IMDS,)),
    )
}
DEFAULT = "laptop"
