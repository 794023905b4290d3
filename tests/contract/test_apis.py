"""What SDKs and the Azure CLI read beside the answers that were recorded: documents, redirects, the list of tenants."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mock_entra import Entra, contoso
from mock_entra.directory import DATABRICKS_RESOURCE
from mock_entra.endpoints.resource_manager import moment_of
from mock_entra.replies import FramingName
from mock_entra.workloads import GITHUB_ACTIONS
from tests.contract.asks import ARM, LOGIN, MANAGEMENT, TENANT, WORKSPACE, Situation, app_service, asked, bearing, get
from tests.contract.situations import APP_DATED, CLUSTERS

KESTREL = ["content-type", "date", "server", "transfer-encoding"]
PROVIDER = ["content-type", "date", "content-length"]
OF_WORKSPACE = ["content-type", "server", "date", "content-length"]
TENANTS = f"{ARM}/tenants?api-version=2022-12-01"
ADMINISTRATOR = (
    ("X-Databricks-Azure-Workspace-Resource-Id", "/subscriptions"),
    ("X-Databricks-Azure-SP-Management-Token", "a token"),
)


def body(entra: Entra, situation: Situation) -> Any:
    answer = asked(entra, situation)
    assert answer.status == 200
    return json.loads(answer.body)


def test_the_list_of_tenants_is_as_documented(microsoft: Entra) -> None:
    """The members of https://learn.microsoft.com/rest/api/resources/tenants/list, in the order of its sample."""
    found = body(microsoft, bearing(TENANTS, MANAGEMENT, contoso.OPERATOR))
    assert [*found] == ["value", "count"]
    assert found["count"] == {"type": "Total", "value": 1}
    (row,) = found["value"]
    assert [*row.items()] == [
        ("id", f"/tenants/{TENANT}"),
        ("tenantId", TENANT),
        ("countryCode", "NL"),
        ("displayName", "Contoso"),
        ("domains", ["contoso.onmicrosoft.com", "contoso.com"]),
        ("tenantCategory", "Home"),
        ("defaultDomain", "contoso.onmicrosoft.com"),
        ("tenantType", "AAD"),
    ]


def test_the_list_of_tenants_needs_a_token(microsoft: Entra) -> None:
    assert asked(microsoft, get(TENANTS)).status == 401


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (1674061842, "1/18/2023 5:10:42 PM"),
        (1674000000, "1/18/2023 12:00:00 AM"),
        (1674043200, "1/18/2023 12:00:00 PM"),
        (1674003661, "1/18/2023 1:01:01 AM"),
    ],
)
def test_a_moment_is_written_as_resource_manager_writes_it(seconds: int, written: str) -> None:
    assert moment_of(seconds) == written


def test_a_workspace_says_where_its_own_oauth_server_is(microsoft: Entra) -> None:
    """What the Databricks SDKs read: https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/oauth.py."""
    found = body(microsoft, get(f"{WORKSPACE}/.well-known/databricks-config"))
    assert found == {"oidc_endpoint": f"{WORKSPACE}/oidc", "workspace_id": "1234567890123456", "cloud": "Azure"}
    served = body(microsoft, get(f"{found['oidc_endpoint']}/.well-known/oauth-authorization-server"))
    assert served == {
        "authorization_endpoint": f"{WORKSPACE}/oidc/v1/authorize",
        "token_endpoint": f"{WORKSPACE}/oidc/v1/token",
        "issuer": f"{WORKSPACE}/oidc",
    }


def test_a_workspace_sends_a_browser_to_its_own_tenant(microsoft: Entra) -> None:
    answer = asked(microsoft, get(f"{WORKSPACE}/aad/auth"))
    assert (answer.status, answer.body) == (302, b"")
    expected = f"{LOGIN}/{TENANT}/oauth2/authorize?client_id={DATABRICKS_RESOURCE}&response_type=code"
    assert answer.header("Location") == expected


def test_a_workspace_knows_its_principals_by_name(microsoft: Entra) -> None:
    found = body(microsoft, bearing(f"{WORKSPACE}/api/2.0/preview/scim/v2/Me", DATABRICKS_RESOURCE))
    assert (found["userName"], found["displayName"]) == (contoso.AUTOMATION.client_id, "databricks-automation")


def test_an_administrator_shows_azures_token_as_well(microsoft: Entra) -> None:
    clusters = bearing(CLUSTERS, DATABRICKS_RESOURCE, headers=ADMINISTRATOR)
    assert [*body(microsoft, clusters)] == ["clusters"]


def test_there_is_no_newer_azure_cli(microsoft: Entra) -> None:
    answer = asked(microsoft, get("https://azcliprod.blob.core.windows.net/cli"))
    assert (answer.status, answer.body) == (404, b"")


# Headers in the order of the wire; a length or chunks come last. `content-type` is told beside.
HEADERS: dict[str, tuple[Situation, list[str], str | None]] = {
    "App Service": (app_service(**APP_DATED, resource=DATABRICKS_RESOURCE), KESTREL, "application/json; charset=utf-8"),
    "App Service, no text": (app_service(header="WRONG"), KESTREL[1:], None),
    "provider": (get(f"{GITHUB_ACTIONS.issuer}/.well-known/jwks"), PROVIDER, "application/json; charset=utf-8"),
    "provider, no text": (get(f"{GITHUB_ACTIONS.issuer}/nowhere"), PROVIDER[1:], None),
    "workspace": (get(f"{WORKSPACE}/.well-known/databricks-config"), OF_WORKSPACE, "application/json"),
    "workspace, HTML": (bearing(CLUSTERS, MANAGEMENT), OF_WORKSPACE, "text/html;charset=utf-8"),
}


@pytest.mark.parametrize(("situation", "names", "kind"), HEADERS.values(), ids=HEADERS)
def test_an_answer_has_these_headers_and_no_other(
    situation: Situation, names: list[str], kind: str | None, microsoft: Entra
) -> None:
    answer = asked(microsoft, situation)
    assert [name.lower() for name in answer.names] == names
    assert answer.header("Content-Type") == kind


def test_a_framing_header_is_known_by_its_small_letters_and_keeps_its_own() -> None:
    name = FramingName(b"Content-Length")
    assert name == b"content-length"
    assert name != b"content-type"
    assert name.lower().decode() == "Content-Length"


def test_the_log_says_whose_token_an_api_got(microsoft: Entra) -> None:
    """By `appid` of version 1.0, by `azp` of version 2.0."""
    nobodys = microsoft.state.issuer.sign({"aud": MANAGEMENT, "exp": 0})
    situations = [
        bearing(CLUSTERS, DATABRICKS_RESOURCE),
        bearing(CLUSTERS, contoso.JOBS_API.identifiers[0]),
        get(CLUSTERS, ("Authorization", f"Bearer {nobodys}")),
    ]
    with microsoft.watch() as seen:
        for situation in situations:
            asked(microsoft, situation)
    assert [exchange.who for exchange in seen] == [contoso.AUTOMATION.client_id] * 2 + [""]
