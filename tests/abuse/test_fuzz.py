"""Fuzzed requests: never a 500, never a hang, always an answer of the right shape. `make fuzz` asks a hundred thousand."""

from __future__ import annotations

import json
import os
import string
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_entra import Entra
from mock_entra.contoso import directory
from mock_entra.refusals import refusals
from tests.abuse.wire import FORM, LOGIN, TENANT, Answer, Wire, plain, token_request, tunnel

REQUESTS = int(os.environ.get("REQUESTS", "1000"))
EACH = settings(
    max_examples=max(REQUESTS // 4, 1),
    deadline=None,  # a machine may be busy; what hangs meets the time limit of its read
    derandomize="REQUESTS" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
IMDS = "169.254.169.254"
WORKSPACE = directory().workspaces[0].host
APPLICATION = directory().applications[0]
CODES = {row.number for row in refusals().values() if row.code.startswith("AADSTS")}

words = st.sampled_from(
    [
        "client_credentials", "common", "organizations", TENANT, TENANT.upper(), APPLICATION.client_id, "a.example", "", "..",
        "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "true", "2018-02-01",
        "2019-08-01", "https://management.azure.com/", "Bearer eyJ0e.e30.x", "Basic YTpi", FORM, "[", "http://[", "{}", "%00",
        APPLICATION.secrets[0].value,
    ]
)  # fmt: skip
texts = st.one_of(words, st.text(max_size=40))
names = st.sampled_from(
    [
        "grant_type", "client_id", "client_secret", "scope", "resource", "client_assertion", "client_assertion_type", "code",
        "refresh_token", "device_code", "username", "password", "api-version", "authorization_endpoint", "job_id", "object_id",
        "principal_id", "mi_res_id", "msi_res_id", "assertion", "requested_token_use", "redirect_uri", "code_verifier",
    ]
)  # fmt: skip
pairs = st.lists(st.tuples(st.one_of(names, st.text(max_size=10)), texts), max_size=8)
visible = st.text(string.ascii_letters + string.digits + string.punctuation + " ", max_size=60)
headers = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Authorization", "Content-Type", "Metadata", "X-IDENTITY-HEADER", "Origin", "client-request-id", "Cookie",
                "x-client-SKU", "x-client-Ver", "User-Agent", "X-Forwarded-For", "x-client-current-telemetry", "Accept",
            ]
        ),
        st.one_of(words, visible),
    ),
    max_size=5,
)  # fmt: skip
methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND", "TRACE"])
segments = st.one_of(
    words,
    st.text(max_size=12),
    st.sampled_from(
        ["oauth2", "v2.0", "token", ".well-known", "openid-configuration", "discovery", "keys", "instance"]
    ),
)
known = st.sampled_from(
    [
        f"/{TENANT}/oauth2/v2.0/token", f"/{TENANT}/oauth2/token", "/common/discovery/instance", "//oauth2/v2.0/token",
        "/common/v2.0/.well-known/openid-configuration", f"/{TENANT}/discovery/keys", "/metadata/identity/oauth2/token",
        "/metadata/identity", "/msi/token", "/subscriptions", "/tenants", "/api/2.0/preview/scim/v2/Me", "/aad/auth",
        "/api/2.2/jobs/run-now", "/api/2.1/clusters/list", "/.well-known/databricks-config",
    ]
)  # fmt: skip
paths = st.one_of(
    known, known, st.lists(segments, max_size=6).map(lambda parts: "/" + "/".join(quote(p) for p in parts))
)
bodies = st.one_of(
    pairs.map(lambda found: urlencode(found).encode()),
    st.recursive(
        texts | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner)
    ).map(lambda found: json.dumps(found).encode()),
    st.binary(max_size=200),
)


def parameters(found: list[tuple[str, str]]) -> str:
    return urlencode(found, errors="surrogatepass")


class Lines:
    """Open connections, one for each place that a request can be sent to, opened again after they have ended."""

    def __init__(self, microsoft: Entra) -> None:
        self._microsoft = microsoft
        self._open: dict[str, tuple[ExitStack, Wire]] = {}

    def to(self, place: str) -> Wire:
        if place not in self._open:
            stack = ExitStack()
            if place == IMDS:
                wire = stack.enter_context(plain(self._microsoft.on("virtual-machine")))
            elif place == "localhost":
                host = self._microsoft.on("app-service")
                wire = stack.enter_context(plain(host, host.listener_port))
            else:
                wire = stack.enter_context(tunnel(self._microsoft.on("laptop"), place))
            self._open[place] = stack, wire
        return self._open[place][1]

    def end(self, place: str) -> None:
        self._open.pop(place)[0].close()

    def close(self) -> None:
        for place in tuple(self._open):
            self.end(place)


@pytest.fixture
def lines(microsoft: Entra) -> Iterator[Lines]:
    found = Lines(microsoft)
    yield found
    found.close()


def check(place: str, answer: Answer | None) -> None:
    """The shape that the answers of a place have, whatever was asked."""
    assert answer is not None
    assert answer.status < 500, answer
    assert answer.status in range(200, 600)
    kind = answer.headers.get("content-type", "")
    if place == LOGIN and kind.startswith("application/json") and answer.status >= 400 and answer.body:
        body = answer.json
        assert list(body)[:6] == [
            "error",
            "error_description",
            "error_codes",
            "timestamp",
            "trace_id",
            "correlation_id",
        ]
        assert set(body["error_codes"]) <= CODES
    elif kind.startswith("application/json") and answer.body:
        assert isinstance(answer.json, dict)
    else:
        assert answer.status >= 300 or not answer.body or kind.startswith("text/"), answer


@EACH
@given(
    method=methods,
    path=paths,
    query=pairs,
    more=headers,
    body=bodies,
    form=st.booleans(),
    place=st.sampled_from([LOGIN, LOGIN, IMDS, "localhost", WORKSPACE, "management.azure.com"]),
)
def test_a_well_formed_request_gets_an_answer_of_the_right_shape(
    lines: Lines,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    more: list[tuple[str, str]],
    body: bytes,
    form: bool,  # noqa: FBT001  # drawn by hypothesis
    place: str,
) -> None:
    target = path + (f"?{parameters(query)}" if query else "")
    fields = [("Host", place), *more, *([("Content-Type", FORM)] if form else []), ("Content-Length", str(len(body)))]
    head = "".join(f"{name}: {quote(value, safe=string.punctuation + ' ').strip()}\r\n" for name, value in fields)
    wire = lines.to(place)
    answer = wire.send(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode() + body).answer(method)
    if answer is not None and (method == "HEAD" or answer.headers.get("connection") == "close"):
        lines.end(place)
    check(place, answer if method != "HEAD" else Answer(answer.status, {}, b"") if answer else None)


@EACH
@given(
    form=pairs,
    version=st.sampled_from(["/oauth2/v2.0/token", "/oauth2/token"]),
    tenant=st.one_of(st.just(TENANT), texts),
)
def test_any_form_gets_a_token_or_a_known_refusal(
    lines: Lines, form: list[tuple[str, str]], version: str, tenant: str
) -> None:
    body = parameters(form)
    head = f"POST /{quote(tenant, safe='')}{version} HTTP/1.1\r\nHost: {LOGIN}\r\nContent-Type: {FORM}\r\n"
    answer = lines.to(LOGIN).send(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()).answer()
    check(LOGIN, answer)
    assert answer is not None
    assert answer.status in {400, 401, 403, 404} or "access_token" in answer.json


def spoilt() -> st.SearchStrategy[bytes]:
    """A good request with some bytes replaced, removed or put in."""
    good = token_request()
    places = st.integers(0, len(good))

    def spoil(edits: list[tuple[int, int, bytes]]) -> bytes:
        data = good
        for start, size, new in edits:
            data = data[:start] + new + data[start + size :]
        return data

    return st.lists(st.tuples(places, st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=4).map(spoil)


PIECES = [
    b"GET ", b"/ ", b"HTTP/1.1", b"\r\n", b"\n", b"Host: a", b"Host", b": ", b"\0", b"Transfer-Encoding: ", b"chunked", b"5",
    b"Content-Length: ", b"-1", b"CONNECT ", b"a:443 ", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01", b"0\r\n\r\n",
]  # fmt: skip
raw = st.one_of(
    spoilt(),
    st.binary(min_size=1, max_size=300),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(b"".join),
)


def drain(wire: Wire) -> None:
    """Everything that comes until the end is answers, none of them a fault of the mock's own."""
    while (answer := wire.answer()) is not None:
        assert answer.status not in {500, 503}, answer


@EACH
@given(data=raw)
def test_any_bytes_through_the_proxy_get_answers_and_the_end(microsoft: Entra, data: bytes) -> None:
    with plain(microsoft.on("laptop")) as wire:
        wire.send(data)
        wire.socket.shutdown(1)
        drain(wire)


@EACH
@given(data=raw)
def test_any_bytes_to_the_listener_get_answers_and_the_end(microsoft: Entra, data: bytes) -> None:
    host = microsoft.on("app-service")
    with plain(host, host.listener_port) as wire:
        wire.send(data)
        wire.socket.shutdown(1)
        drain(wire)
