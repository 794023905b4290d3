"""What is no request, or too much of one, gets an answer or the end, and never holds anything up."""

from __future__ import annotations

import socket

import pytest

from mock_entra import Entra
from tests.abuse.wire import FORM, LOGIN, TENANT, Wire, plain, request, token_request, tunnel

TOKEN = f"/{TENANT}/oauth2/v2.0/token"
MEBIBYTE = 1024 * 1024


def refused(wire: Wire) -> int:
    """The status of the one answer that comes, after which the connection ends."""
    answer = wire.answer()
    assert answer is not None
    assert answer.headers["connection"] == "close"
    assert wire.ended()
    return answer.status


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),  # TLS, where a proxy is spoken to
        b"\x00" * 100,
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1 \xff\r\n\r\n",
        b"GET / HTTP/3.7\r\nHost: a\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost a\r\n\r\n",
        b"GET / HTTP/1.1\r\n: nameless\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_the_connection_ends(microsoft: Entra, garbage: bytes) -> None:
    with plain(microsoft.on("laptop")) as wire:
        assert refused(wire.send(garbage)) == 400
    with tunnel(microsoft.on("laptop")) as wire:
        assert refused(wire.send(garbage)) == 400


def test_what_came_before_garbage_is_still_answered(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        wire.send(token_request() + b"garbage\r\n\r\n")
        answer = wire.answer()
        assert answer is not None
        assert answer.json["token_type"] == "Bearer"
        assert refused(wire) == 400


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 66_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nLong: " + b"a" * 66_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"N%d: a\r\n" % n for n in range(9_000)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nUnending: " + b"a" * 200_000,
    ],
    ids=["target", "header", "many headers", "endless header"],
)
def test_a_head_larger_than_64_kib_is_refused(microsoft: Entra, head: bytes) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        assert refused(wire.send(head)) == 431


def test_a_head_of_60_kib_is_read(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        answer = wire.send(request("GET", TOKEN, Long="a" * 60_000)).answer()
        assert answer is not None
        assert answer.json["error_codes"] == [900561]


@pytest.mark.parametrize(
    "head",
    [
        f"Content-Length: {MEBIBYTE + 1}\r\n\r\n",
        "Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n",
        f"Transfer-Encoding: chunked\r\n\r\n{2 * MEBIBYTE:x}\r\n",
    ],
    ids=["told", "asked first", "chunked"],
)
def test_a_body_larger_than_a_mebibyte_is_refused(microsoft: Entra, head: str) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        wire.send(f"POST {TOKEN} HTTP/1.1\r\nHost: {LOGIN}\r\n{head}".encode())
        if "Expect" not in head:
            wire.send(b"a" * (MEBIBYTE + 1))
        assert refused(wire) == 413
    assert [exchange.status for exchange in microsoft.log] == [413]


def test_a_body_of_a_mebibyte_is_read(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        body = b"grant_type=a&pad=" + b"a" * (MEBIBYTE - 17)
        answer = wire.send(request("POST", TOKEN, body=body, Content_Type=FORM)).answer()
        assert answer is not None
        assert answer.json["error_codes"] == [70003]


@pytest.mark.parametrize("part", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"])
def test_a_client_that_ends_within_a_request_gets_the_end(microsoft: Entra, part: bytes) -> None:
    with plain(microsoft.on("laptop")) as wire:
        wire.send(part)
        wire.socket.shutdown(socket.SHUT_WR)
        assert wire.ended()
