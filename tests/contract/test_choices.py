"""What is accepted or chosen where a request leaves something open: an identity, a tenant, a form of the same thing."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from mock_entra import Entra, contoso
from mock_entra.directory import DATABRICKS_RESOURCE, ManagedIdentity
from mock_entra.endpoints.resource_manager import moment_of
from mock_entra.workloads import GITHUB_ACTIONS
from tests.contract.asks import FORM, LOGIN, Situation, app_service, asked, get, imds, token
from tests.contract.assertion_asks import HOSTS, VERSIONLESS, federated, job, provided
from tests.contract.raw import Connection
from tests.contract.situations import APP_DATED, DATED, SUBSCRIPTIONS

ON_IMDS = imds(**DATED, resource=DATABRICKS_RESOURCE)
ON_APP_SERVICE = app_service(**APP_DATED, resource=DATABRICKS_RESOURCE)
NOT_FOUND = "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."
MACHINE, APP, USER = contoso.MACHINE_IDENTITY, contoso.APP_IDENTITY, contoso.USER_ASSIGNED


def chosen(microsoft: Entra, situation: Situation, *identities: ManagedIdentity) -> str:
    """The client id of the identity that a machine with these takes; what it says where it takes none."""
    directory = contoso.directory()
    directory.identities = list(identities)
    with microsoft.fresh(directory) as entra:
        body = json.loads(asked(entra, situation).body)
    return str(body.get("client_id") or body.get("error_description") or body["message"])


@pytest.mark.parametrize(
    ("situation", "identities", "expected"),
    [
        (ON_IMDS, (USER, MACHINE), MACHINE.client_id),
        (ON_IMDS, (USER,), USER.client_id),
        (ON_IMDS, (), "Identity not found"),
        (ON_APP_SERVICE, (USER, APP), APP.client_id),
        (ON_APP_SERVICE, (USER,), NOT_FOUND),
    ],
    ids=[
        "IMDS, system-assigned",
        "IMDS, the only one",
        "IMDS, none",
        "App Service, system-assigned",
        "App Service, none",
    ],
)
def test_chooses_an_identity_where_none_is_named(
    situation: Situation, identities: tuple[ManagedIdentity, ...], expected: str, microsoft: Entra
) -> None:
    assert chosen(microsoft, situation, *identities) == expected


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
@pytest.mark.parametrize(("version", "issuer"), [("v2.0/", f"{LOGIN}/{{tenantid}}/v2.0"), ("", "{tenantid}/")])
def test_a_shared_tenants_configuration_leaves_the_tenant_open(
    version: str, issuer: str, tenant: str, microsoft: Entra
) -> None:
    found = json.loads(asked(microsoft, get(f"{LOGIN}/{tenant}/{version}.well-known/openid-configuration")).body)
    assert found["issuer"].endswith(issuer)
    assert found["tenant_region_scope"] is None
    keys = json.loads(asked(microsoft, get(found["jwks_uri"])).body)["keys"]
    assert all(key.get("issuer", found["issuer"]).endswith(issuer) for key in keys)


CHUNKED = job("azure-devops", "", method="POST", sized=False, Transfer_Encoding="chunked")
IN_ACCEPT = job("azure-devops", VERSIONLESS, method="POST", Accept="application/json; api-version=7.1")


def test_azure_devops_takes_a_body_in_chunks(microsoft: Entra) -> None:
    request = CHUNKED(microsoft)
    with Connection(microsoft.on(request.on), request.url) as connection:
        connection.send(request.head() + b"0\r\n\r\n")
        assert [*json.loads(connection.receive().body)] == ["oidcToken"]


def test_azure_devops_takes_an_api_version_in_accept(microsoft: Entra) -> None:
    assert [*json.loads(asked(microsoft, IN_ACCEPT).body)] == ["oidcToken"]


def test_azure_devops_sends_a_stranger_to_the_sign_in(microsoft: Entra) -> None:
    answer = asked(microsoft, job("azure-devops", HOSTS["azure-devops"], "WRONG", "POST"))
    assert answer.header("Location") == "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com"


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own time zone is of no account: services write UTC."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_entra_writes_moments_in_utc(microsoft: Entra) -> None:
    situation = federated(provided(GITHUB_ACTIONS, exp=1_700_000_000))
    assert "expiry time of assertion 2023-11-14T22:13:20" in asked(microsoft, situation).body.decode()


@pytest.mark.usefixtures("in_tokyo")
def test_a_refusal_of_entra_is_stamped_in_utc(microsoft: Entra) -> None:
    stamp = json.loads(asked(microsoft, token(client_secret="wrong")).body)["timestamp"]
    assert abs(datetime.fromisoformat(stamp).timestamp() - microsoft.clock.now()) < 60


@pytest.mark.usefixtures("in_tokyo")
def test_resource_manager_writes_moments_in_utc(microsoft: Entra) -> None:
    assert moment_of(1674061842) == "1/18/2023 5:10:42 PM"
    routing = asked(microsoft, get(SUBSCRIPTIONS)).header("x-ms-routing-request-id") or ""
    assert abs(datetime.fromisoformat(routing.split(":")[1]).timestamp() - microsoft.clock.now()) < 60


def test_a_host_says_why_another_is_not_answered(microsoft: Entra) -> None:
    said = microsoft.on("laptop").machine.refusal
    imds_alone = "169.254.169.254 (IMDS) answers only on an Azure virtual machine, and this is a laptop"
    assert said("169.254.169.254") == f"{imds_alone}: run with --on virtual-machine."
    unknown = "example.com is not a host that mock_entra plays: check its spelling; nothing leaves this machine."
    assert said("example.com") == unknown


@pytest.mark.parametrize(
    ("given", "taken"), [("0000aaaa-11bb-cccc-dd22-eeeeee333333", True), ("abc", False)], ids=["a GUID", "no GUID"]
)
def test_a_clients_own_id_of_a_request_is_taken_if_it_is_a_guid(given: str, microsoft: Entra, *, taken: bool) -> None:
    answer = asked(microsoft, token(headers=(FORM, ("client-request-id", given)), client_secret="wrong"))
    assert answer.header("client-request-id") == (given if taken else None)
    assert (json.loads(answer.body)["correlation_id"] == given) is taken


def test_an_empty_parameter_is_as_if_it_were_not_there(microsoft: Entra) -> None:
    """Section 3.2 of RFC 6749."""
    assert asked(microsoft, token(resource="")).status == 200


def test_a_program_is_shown_the_workspace_of_its_own_tenant(microsoft: Entra, tmp_path: Path) -> None:
    directory = contoso.directory()
    foreign = replace(contoso.WORKSPACE, host="adb-1.1.azuredatabricks.net", tenant=contoso.WOODGROVE.id)
    directory.workspaces.insert(0, foreign)
    with microsoft.fresh(directory) as entra:
        found = entra.on("laptop").environment(tmp_path, {})
    assert found["DATABRICKS_HOST"] == f"https://{contoso.WORKSPACE.host}"


def test_a_directory_without_an_application_sets_nothing_for_one(microsoft: Entra, tmp_path: Path) -> None:
    directory = contoso.directory()
    directory.applications.clear()
    with microsoft.fresh(directory) as entra:
        found = entra.on("laptop").environment(tmp_path, {})
    assert not found.keys() & {"TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"}
    assert "DATABRICKS_HOST" in found


def test_an_answer_to_http_1_0_comes_in_one_piece(microsoft: Entra) -> None:
    """Chunks are of HTTP/1.1: RFC 9112, section 6.1."""
    request = ON_APP_SERVICE(microsoft)
    with Connection(microsoft.on(request.on), request.url) as connection:
        connection.send(request.head().replace(b"HTTP/1.1", b"HTTP/1.0"))
        answer = connection.receive()
    assert answer.status == 200
    assert answer.header("Transfer-Encoding") is None
    assert answer.header("Content-Length") == str(len(answer.body))


def test_dates_follow_the_clock_of_the_mock(microsoft: Entra) -> None:
    with microsoft.fresh() as entra:
        entra.clock.move(10 * 86400)
        answer = asked(entra, token())
        now = entra.clock.now()
    dated = parsedate_to_datetime(answer.header("Date") or "").timestamp()
    cookie = re.match(r"fpc=[\w-]{20,}; expires=([^;]+);", answer.header("Set-Cookie") or "")
    assert cookie
    assert abs(dated - now) < 60
    assert abs(parsedate_to_datetime(cookie[1]).timestamp() - now - 30 * 86400) < 60
