"""What the tests ask of the mock, with requests, as the environment says or one that a test gives."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from mock_entra import Entra
from mock_entra.directory import DATABRICKS_RESOURCE, Application, Directory, Secret, Tenant, Workspace

Runner = Callable[[str], "subprocess.CompletedProcess[str]"]
LOGIN = "https://login.microsoftonline.com"
IMDS = "http://169.254.169.254/metadata/identity/oauth2/token"


@dataclass(frozen=True)
class Company:
    """A tenant with one application and one workspace."""

    tenant: str
    client_id: str
    secret: str
    workspace: str

    def add_to(self, directory: Directory) -> Company:
        object_id = "cccccccc-8888-9999-0000-dddddddddddd"
        directory.tenants.append(Tenant(self.tenant, "Fabrikam", ("fabrikam.com",)))
        secrets = (Secret(self.secret),)
        directory.applications.append(Application(self.client_id, object_id, self.tenant, "report", secrets))
        directory.workspaces.append(Workspace(self.workspace, self.tenant, (object_id,)))
        return self


FABRIKAM = Company(
    "bbbbcccc-1111-dddd-2222-eeee3333ffff",
    "88889999-cccc-0000-dddd-1111eeee2222",
    "Bb2Cc~3Dd4-Ee5_Ff6.Gg7Hh8Ii9Jj0Kk1Ll2Mm3",
    "adb-9876543210987654.3.azuredatabricks.net",
)


def contoso(environment: Mapping[str, str]) -> Company:
    """The one that a command's variables name."""
    host = environment["DATABRICKS_HOST"].removeprefix("https://")
    return Company(environment["TENANT_ID"], environment["CLIENT_ID"], environment["CLIENT_SECRET"], host)


def ask(environment: Mapping[str, str] = os.environ, timeout: float = 10, **more: str) -> requests.Response:
    """A token for Databricks, as the application that the environment names; `more` is added to the form."""
    return ask_of(contoso(environment), environment, timeout, **more)


def ask_of(
    company: Company, environment: Mapping[str, str] = os.environ, timeout: float = 10, **more: str
) -> requests.Response:
    """A token for Databricks, as a company's application."""
    form = {"grant_type": "client_credentials", "client_id": company.client_id, "client_secret": company.secret}
    form |= {"scope": f"{DATABRICKS_RESOURCE}/.default"} | more
    network: dict[str, Any] = {"proxies": {"https": environment["https_proxy"]}}
    network["verify"] = environment["REQUESTS_CA_BUNDLE"]
    return requests.post(f"{LOGIN}/{company.tenant}/oauth2/v2.0/token", form, timeout=timeout, **network)


def who_am_i(token: str, host: str = "") -> requests.Response:
    """What the workspace says to a token."""
    address = f"https://{host}" if host else os.environ["DATABRICKS_HOST"]
    bearer = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{address}/api/2.0/preview/scim/v2/Me", headers=bearer, timeout=10)


def imds() -> requests.Response:
    """A token for Databricks, as the machine's identity."""
    query = {"api-version": "2018-02-01", "resource": DATABRICKS_RESOURCE}
    return requests.get(IMDS, query, headers={"Metadata": "true"}, timeout=10)


def statuses(entra: Entra) -> list[int]:
    return [seen.status for seen in entra.log]
