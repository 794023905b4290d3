"""Every row of the table of refusals is provoked, and says what the table says."""

from __future__ import annotations

import json
import re

import pytest

from mock_entra import Entra
from mock_entra.refusals import Refusal, refusals
from tests.contract.asks import asked
from tests.contract.assertions import ALSO
from tests.contract.assertions import CASES as OF_ASSERTIONS
from tests.contract.raw import Answer
from tests.contract.said import SAYS
from tests.contract.situations import AMBIGUOUS, SITUATIONS

CASES: dict[str, tuple[str, ...]] = {
    "AADSTS7000215": ("wrong secret",),
    "AADSTS7000222": ("expired secret",),
    "AADSTS700016": ("unknown client",),
    "AADSTS700038": ("client id of zeros",),
    "AADSTS7000229": ("client without a service principal",),
    "AADSTS7000112": ("disabled client",),
    "AADSTS7000216": ("no credential, no client id, tenant undefined", *ALSO["AADSTS7000216"]),
    "AADSTS90002": ("unknown tenant", "configuration of an unknown tenant", "configuration of tenant secrets"),
    "AADSTS900023": ("tenant undefined", "empty tenant", "empty tenant, v1"),
    "AADSTS50059": ("common", "organizations", "consumers"),
    "AADSTS900144": (
        "no grant type",
        "a JSON body",
        "a body of no type",
        "a body of no characters",
        "no client id",
        "v1 without resource",
    ),
    "AADSTS900561": ("GET of the token endpoint", "POST of a discovery document"),
    "AADSTS70003": ("unknown grant type",),
    "AADSTS901002": ("resource on v2",),
    "AADSTS90014": ("no scope", *ALSO["AADSTS90014"]),
    "AADSTS1002012": ("scope without /.default",),
    "AADSTS70011": ("scope of no URI", "scope of two resources"),
    "AADSTS500011": ("scope of an unknown resource", "IMDS of an unknown resource"),
    "AADSTS50049": (
        "instance discovery of a foreign host",
        "instance discovery of no host",
        "instance discovery of half an IPv6 address",
    ),
    "entra-not-found": ("unknown path", "OPTIONS of the token endpoint"),
    "imds-metadata-header": ("IMDS without Metadata",),
    "imds-forwarded": ("IMDS behind a proxy",),
    "imds-duplicate-parameter": ("IMDS with a parameter twice",),
    "imds-api-version": ("IMDS without api-version",),
    "imds-resource": ("IMDS without resource",),
    "imds-identity-not-found": ("IMDS of another identity",),
    "imds-multiple-identities": ("IMDS with two identities",),
    "imds-identity-path": ("IMDS, unknown identity path",),
    "imds-not-found": ("IMDS, unknown path",),
    "imds-method": ("IMDS by POST",),
    "app-service-header": ("App Service with a wrong header",),
    "app-service-api-version": ("App Service of another version",),
    "app-service-no-api-version": ("App Service without api-version",),
    "app-service-no-identity": ("App Service of another identity",),
    "app-service-resource": ("App Service of an unknown resource", "App Service without a resource"),
    "app-service-not-found": ("App Service, unknown path",),
    "app-service-method": ("App Service by POST",),
    "arm-no-api-version": ("subscriptions without api-version",),
    "arm-api-version": ("subscriptions of version latest",),
    "arm-no-token": ("subscriptions without a token",),
    "arm-header": ("subscriptions with Basic",),
    "arm-token": ("subscriptions with no JWT", "subscriptions with a JWT of another issuer"),
    "arm-expired": ("subscriptions with an expired token", "subscriptions with a token in its last second"),
    "arm-audience": ("subscriptions with Databricks' token",),
    "arm-not-found": ("Resource Manager, unknown path",),
    "databricks-no-token": ("clusters without a token",),
    "databricks-token": ("clusters with no JWT", "clusters with a JWT of another issuer"),
    "databricks-expired": ("clusters with an expired token", "clusters with a token in its last half minute"),
    "databricks-audience": ("clusters with Resource Manager's token",),
    "databricks-issuer": ("clusters with another tenant's token",),
    "databricks-not-a-member": ("clusters by a stranger",),
    "databricks-management-token": ("clusters by an administrator without Azure's token",),
    "databricks-client": ("Databricks' own token endpoint",),
    "databricks-not-found": ("workspace, unknown path",),
    "databricks-no-job": ("run of an unknown job", "run of no job"),
    "databricks-no-map": ("run with a list",),
    "databricks-no-job-id": ("run of a job with a name",),
    **OF_ASSERTIONS,
}
# Errors that do not come with 400, which is what section 5.2 of RFC 6749 says of all others of a token endpoint, and
# https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling of IMDS.
STATUSES = {
    "invalid_client": 401,  # section 5.2 of RFC 6749
    # Section 15.5.2 of RFC 9110: the credentials are at fault.
    "AuthenticationFailed": 401,
    "AuthenticationFailedInvalidHeader": 401,
    "ExpiredAuthenticationToken": 401,
    "InvalidAuthenticationToken": 401,
    "InvalidAuthenticationTokenAudience": 401,
    "MissingSubscription": 404,  # section 15.5.5: there is no such thing
    "ENDPOINT_NOT_FOUND": 404,
}
PAIRS = [(code, situation) for code, situations in CASES.items() for situation in situations]
SUFFIX = r" Trace ID: \S+ Correlation ID: \S+ Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
EVIDENCE = ("captured", "vendor page", "issue", "unconfirmed")


def template(row: Refusal) -> str:
    """A pattern of the row's text, with anything in the place of its fields."""
    return re.sub(r"\\\{\w+\\\}", r"[^\\r\\n]*", re.escape(row.text))


def message(answer: Answer) -> str:
    """What the refusal says in words, wherever the service puts it."""
    text = answer.body.decode()
    if not text.startswith("{"):
        return text
    body = json.loads(text)
    if isinstance(body.get("error"), dict):
        return str(body["error"]["message"])
    return str(body.get("error_description") or body.get("message") or body["error"])


@pytest.mark.parametrize(("code", "situation"), PAIRS)
def test_refuses_as_the_table_says(code: str, situation: str, microsoft: Entra, ambiguous_machine: Entra) -> None:
    row, entra = refusals()[code], ambiguous_machine if situation in AMBIGUOUS else microsoft
    with entra.watch() as seen:
        answer = asked(entra, SITUATIONS[situation])
    assert answer.status == row.status
    assert [(exchange.code, exchange.rule) for exchange in seen] == [(code, row.rule)]
    assert SAYS.get(situation, "") in message(answer)
    pattern = template(row)
    if code.startswith("AADSTS"):
        assert re.fullmatch(f"{shown(code)}: {pattern}{SUFFIX}", message(answer))
        check_aadsts(row, answer)
    else:
        assert re.search(pattern, message(answer))


def shown(code: str) -> str:
    """The code as the service writes it: where it says several things under one code, the table tells them apart by a word."""
    return code.partition("-")[0]


def check_aadsts(row: Refusal, answer: Answer) -> None:
    body = json.loads(answer.body)
    assert body["error"] in (row.error, "invalid_tenant")
    assert body["error_codes"] == [int(shown(row.code).removeprefix("AADSTS"))]
    assert body["timestamp"] in body["error_description"]
    assert body["trace_id"] in body["error_description"]
    assert body["correlation_id"] in body["error_description"]
    assert ("error_uri" in body) is row.error_uri
    if request_id := answer.header("x-ms-request-id"):
        assert body["trace_id"] == request_id


@pytest.mark.parametrize("row", [row for row in refusals().values() if row.error], ids=lambda row: row.code)
def test_a_status_follows_from_the_error(row: Refusal) -> None:
    """A report of a refusal often leaves its status out; what stands in for it are the pages that STATUSES names."""
    expected = int(row.error) if row.error.isdigit() else STATUSES.get(row.error, 400)
    assert row.status == expected


def test_every_row_of_the_table_is_provoked() -> None:
    assert set(CASES) == set(refusals())


@pytest.mark.parametrize("row", refusals().values(), ids=lambda row: row.code)
def test_a_row_says_how_well_it_is_known_and_where_from(row: Refusal) -> None:
    assert row.evidence in EVIDENCE
    assert row.source.startswith("https://")
    assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", row.date)
    assert row.rule
    assert row.evidence != "unconfirmed" or row.doubt, "say what is not known"
