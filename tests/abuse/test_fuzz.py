"""Fuzzed requests: never a 500, never a hang, always an answer of the right shape. `make fuzz` asks a hundred thousand."""

from __future__ import annotations

import os
import string
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_entra import Entra
from mock_entra.refusals import refusals
from tests.abuse.progress import Progress
from tests.abuse.strategies import IMDS, WORKSPACE, bodies, headers, methods, pairs, paths, raw, texts
from tests.abuse.wire import FORM, LOGIN, TENANT, Answer, Wire, plain, tunnel

FUZZED = int(os.environ.get("FUZZED", "1000"))
SHARE = max(FUZZED // 4, 1)  # there are four tests
EACH = settings(
    max_examples=SHARE,
    deadline=None,  # a machine may be busy; what hangs meets the time limit of its read
    derandomize="FUZZED" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
CODES = {row.number for row in refusals().values() if row.code.startswith("AADSTS")}


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
def progress(request: pytest.FixtureRequest) -> Iterator[Progress]:
    """Counts what a test has asked: no fewer than it promises."""
    found = Progress(request.node.name, SHARE)
    yield found
    assert found.count >= SHARE


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
    place=st.sampled_from([LOGIN, LOGIN, IMDS, "localhost", WORKSPACE, "management.azure.com"]),
)
def test_a_well_formed_request_gets_an_answer_of_the_right_shape(
    lines: Lines,
    progress: Progress,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    more: list[tuple[str, str]],
    body: bytes,
    place: str,
) -> None:
    progress.step()
    target = path + (f"?{parameters(query)}" if query else "")
    fields = [("Host", place), *more, ("Content-Length", str(len(body)))]
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
    lines: Lines, progress: Progress, form: list[tuple[str, str]], version: str, tenant: str
) -> None:
    progress.step()
    body = parameters(form)
    head = f"POST /{quote(tenant, safe='')}{version} HTTP/1.1\r\nHost: {LOGIN}\r\nContent-Type: {FORM}\r\n"
    answer = lines.to(LOGIN).send(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()).answer()
    check(LOGIN, answer)
    assert answer is not None
    assert answer.status in {400, 401, 403, 404} or "access_token" in answer.json


def drain(wire: Wire) -> None:
    """Everything that comes until the end is answers, none of them a fault of the mock's own."""
    while (answer := wire.answer()) is not None:
        assert answer.status not in {500, 503}, answer


@EACH
@given(data=raw)
def test_any_bytes_through_the_proxy_get_answers_and_the_end(microsoft: Entra, progress: Progress, data: bytes) -> None:
    progress.step()
    with plain(microsoft.on("laptop")) as wire:
        wire.send(data)
        wire.socket.shutdown(1)
        drain(wire)


@EACH
@given(data=raw)
def test_any_bytes_to_the_listener_get_answers_and_the_end(microsoft: Entra, progress: Progress, data: bytes) -> None:
    progress.step()
    host = microsoft.on("app-service")
    with plain(host, host.listener_port) as wire:
        wire.send(data)
        wire.socket.shutdown(1)
        drain(wire)
