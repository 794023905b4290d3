"""What real clients send, as it was captured from them, is accepted as Microsoft accepts it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

import pytest

from mock_entra import Entra
from mock_entra.directory import DATABRICKS_RESOURCE
from tests.contract.asks import CLIENT, FORM, IMDS, LOGIN, MANAGEMENT, TENANT, V1, Situation, asked, get, token
from tests.contract.raw import Answer, Ask, Connection
from tests.contract.worlds import SECRET

SCOPE = f"{DATABRICKS_RESOURCE}/.default"
BASIC = ("Authorization", "Basic " + b64encode(f"{CLIENT}:{quote_plus(SECRET)}".encode()).decode())
UNENCODED = ("Authorization", "Basic " + b64encode(f"{CLIENT}:{SECRET}".encode()).decode())
MSAL_PYTHON = (
    FORM,
    ("Accept", "application/json"),
    ("x-client-sku", "MSAL.Python"),
    ("x-client-current-telemetry", "4|730,2|"),
    ("x-client-last-telemetry", "4|0|||"),
    ("client-request-id", "0000aaaa-11bb-cccc-dd22-eeeeee333333"),
)
WITHOUT_CREDENTIAL: dict[str, None] = {"client_id": None, "client_secret": None}


def at(query: str, situation: Situation) -> Situation:
    """The same request with something behind its path."""

    def changed(entra: Entra) -> Ask:
        request = situation(entra)
        return replace(request, url=request.url + query)

    return changed


CLIENTS: dict[str, Situation] = {
    "MSAL Python: unknown headers and client_info": token(headers=MSAL_PYTHON, client_info="1"),
    "msal-node: a query, and its telemetry in the body": at(
        "?client-request-id=0000aaaa-11bb-cccc-dd22-eeeeee333333", token(**{"x-client-SKU": "msal.js.node"})
    ),
    "Azure CLI: claims": token(claims='{"access_token": {"xms_cc": {"values": ["CP1"]}}}'),
    "Azure CLI: a resource that ends in a slash": token(scope=f"{MANAGEMENT}/.default"),
    "MSAL for Java: OIDC scopes beside the one that counts": token(scope=f"{SCOPE} openid profile offline_access"),
    "Databricks SDK: a scope on v1": token(V1, scope="all-apis"),
    "Go's oauth2: Basic, no client id in the body": token(headers=(FORM, BASIC), **WITHOUT_CREDENTIAL),
    "Go's oauth2: Basic on v1": token(V1, headers=(FORM, BASIC), scope="all-apis", **WITHOUT_CREDENTIAL),
    "a charset behind the media type": token(headers=((FORM[0], f"{FORM[1]}; charset=UTF-8"),)),
    "a tenant by its domain": token("v2.0/", "contoso.onmicrosoft.com"),
    "Go's discovery: a bare question mark": get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration?"),
    "MSAL Python's own authority: a slash too many": get(f"{LOGIN}/common//v2.0/.well-known/openid-configuration"),
    "MSAL for Java's discovery: an endpoint that is not encoded": get(
        f"{LOGIN}/common/discovery/instance?api-version=1.1&authorization_endpoint={LOGIN}/{TENANT}/oauth2/v2.0/authorize"
    ),
}


@pytest.mark.parametrize("situation", CLIENTS.values(), ids=CLIENTS)
def test_accepts_what_a_client_sends(situation: Situation, microsoft: Entra, ask: Callable[[Ask], Answer]) -> None:
    answer = ask(situation(microsoft))
    assert answer.status == 200, answer.body


def test_refuses_basic_with_a_secret_that_is_not_form_encoded_as_the_rfc_asks(
    microsoft: Entra, ask: Callable[[Ask], Answer]
) -> None:
    answer = ask(token(headers=(FORM, UNENCODED), **WITHOUT_CREDENTIAL)(microsoft))
    assert "AADSTS7000215" in answer.body.decode()


def test_takes_garbage_in_basic_for_no_credential(microsoft: Entra, ask: Callable[[Ask], Answer]) -> None:
    """Go tries Basic first, and the body only after a refusal: it must get one."""
    for value in ("Basic", "Basic !", "Basic é", "Basic " + b64encode(b"\xff").decode()):
        answer = ask(token(headers=(FORM, ("Authorization", value)), client_secret=None)(microsoft))
        assert answer.status == 401
        assert "AADSTS7000216" in answer.body.decode()


def test_answers_the_clients_request_id(microsoft: Entra, ask: Callable[[Ask], Answer]) -> None:
    given = dict(MSAL_PYTHON)["client-request-id"]
    well = ask(token(headers=MSAL_PYTHON)(microsoft))
    ill = ask(token(headers=MSAL_PYTHON, client_secret="wrong")(microsoft))
    assert well.header("client-request-id") == ill.header("client-request-id") == given
    assert json.loads(ill.body)["correlation_id"] == given
    assert ill.header("x-ms-clitelem") == "1,0,0,,"


def identity(head: str) -> bytes:
    target = f"{IMDS}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={MANAGEMENT}"
    return f"GET {target} HTTP/1.1\r\nHost: 169.254.169.254\r\n{head}\r\n\r\n".encode()


@pytest.mark.parametrize("head", ["Metadata:true", "Metadata: true", "metadata: True", "METADATA:\ttrue "])
def test_reads_the_metadata_header_however_it_is_written(head: str, microsoft: Entra) -> None:
    with Connection(microsoft.on("virtual-machine"), IMDS) as connection:
        connection.send(identity(head))
        assert connection.receive().status == 200


def test_reads_a_chunked_body(microsoft: Entra) -> None:
    request = token()(microsoft)
    request = replace(request, headers=(*request.headers, ("Transfer-Encoding", "chunked")))
    first, rest = request.body[:10], request.body[10:]
    head = replace(request, body=b"").head()
    with Connection(microsoft.on("laptop"), request.url) as connection:
        connection.send(head + b"a\r\n" + first + b"\r\n" + f"{len(rest):x}\r\n".encode() + rest + b"\r\n0\r\n\r\n")
        assert connection.receive().status == 200


def test_reads_an_absolute_target_inside_the_tunnel(microsoft: Entra) -> None:
    request = token()(microsoft)
    with Connection(microsoft.on("laptop"), request.url) as connection:
        connection.send(request.head(absolute=True) + request.body)
        assert connection.receive().status == 200


def several(entra: Entra) -> list[tuple[Ask, Any]]:
    """Requests for one host, each with something that only its own answer has."""
    configuration = get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration")(entra)
    return [
        (token()(entra), b'"token_type":"Bearer"'),
        (configuration, b'"token_endpoint"'),
        (token(client_secret="wrong")(entra), b"AADSTS7000215"),
        (token(V1)(entra), b'"expires_in":"3599"'),
    ]


def test_answers_several_requests_on_one_connection(microsoft: Entra) -> None:
    with Connection(microsoft.on("laptop"), LOGIN) as connection:
        for request, mark in several(microsoft):
            connection.send(request.head() + request.body)
            assert mark in connection.receive().body


def test_answers_requests_that_do_not_wait_in_their_order(microsoft: Entra) -> None:
    with Connection(microsoft.on("laptop"), LOGIN) as connection:
        connection.send(b"".join(request.head() + request.body for request, _ in several(microsoft)))
        for _, mark in several(microsoft):
            assert mark in connection.receive().body


def test_a_head_request_gets_the_head_alone(microsoft: Entra) -> None:
    configuration = get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration", method="HEAD")
    answer = asked(microsoft, configuration)
    assert (answer.status, answer.body, answer.header("Content-Length")) == (200, b"", "1964")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_method_gets_an_answer_of_the_web_frameworks_own(method: str, microsoft: Entra) -> None:
    for url, status in ((f"{LOGIN}/{TENANT}/oauth2/token", 400), (f"{LOGIN}/nowhere", 404)):
        answer = asked(microsoft, get(url, method=method))
        assert answer.status == status
        assert answer.header("x-ms-request-id")
