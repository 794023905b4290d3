"""CONNECT: odd targets, early bytes, clients that do not follow."""

from __future__ import annotations

import pytest

from mock_entra import Entra
from tests.abuse.wire import LOGIN, plain, tunnel

ODD = [
    f"CONNECT {LOGIN} HTTP/1.1",
    f"CONNECT {LOGIN}:https HTTP/1.1",
    f"CONNECT {LOGIN}:443",
    f"CONNECT {LOGIN}:443 HTTP/2",
    f"CONNECT  {LOGIN}:443 HTTP/1.1",
    "CONNECT :443 HTTP/1.1",
    "CONNECT / HTTP/1.1",
    "CONNECT * HTTP/1.1",
    "CONNECT l\N{LATIN SMALL LETTER O WITH DIAERESIS}gin.microsoftonline.com:443 HTTP/1.1",
]
NOT_PLAYED = [
    f"{LOGIN}:80",
    f"{LOGIN}:4430",
    f"{LOGIN}:99999999999999999999",
    f"{LOGIN}.example.com:443",
    f"evil-{LOGIN}:443",
    "example.com:443",
    "127.0.0.1:22",
    "localhost:443",
    "[::1]:443",
    "169.254.169.254:443",
    "169.254.169.254:80",
    "%00:443",
    "../../etc/passwd:443",
    "user@login.microsoftonline.com:443",
    "*.azuredatabricks.net:443",
    "localhost (app-service):443",
]


@pytest.mark.parametrize("line", ODD)
def test_an_odd_connect_is_refused(microsoft: Entra, line: str) -> None:
    with plain(microsoft.on("laptop")) as wire:
        answer = wire.send(f"{line}\r\nHost: a\r\n\r\n".encode()).answer()
        assert answer is not None
        assert answer.status == 400
        assert wire.ended()


@pytest.mark.parametrize("authority", NOT_PLAYED)
def test_a_name_or_port_that_is_not_played_gets_no_tunnel(microsoft: Entra, authority: str) -> None:
    with plain(microsoft.on("laptop")) as wire:
        answer = wire.send(f"CONNECT {authority} HTTP/1.1\r\nHost: {LOGIN}\r\n\r\n".encode()).answer()
        assert answer is not None
        assert answer.status in {400, 502}
        assert wire.ended()


def test_bytes_that_come_with_connect_are_refused(microsoft: Entra) -> None:
    with plain(microsoft.on("laptop")) as wire:
        answer = wire.send(f"CONNECT {LOGIN}:443 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n".encode()).answer()
        assert answer is not None
        assert answer.status == 400
        assert wire.ended()


def test_plain_bytes_in_a_tunnel_never_pass_for_what_came_through_tls(microsoft: Entra) -> None:
    with plain(microsoft.on("laptop")) as wire:
        wire.send(f"CONNECT {LOGIN}:443 HTTP/1.1\r\n\r\n".encode())
        wire.send(f"GET / HTTP/1.1\r\nHost: {LOGIN}\r\n\r\n".encode())
        answer = wire.answer()
        assert answer is not None
        assert answer.status in {200, 400}  # as they arrive after CONNECT or with it
        assert answer.status == 400 or b"HTTP" not in answer.body
    assert list(microsoft.log) == []


def test_a_head_of_connect_without_end_is_refused(microsoft: Entra) -> None:
    with plain(microsoft.on("laptop")) as wire:
        answer = wire.send(f"CONNECT {LOGIN}:443 HTTP/1.1\r\nLong: ".encode() + b"a" * 66_000).answer()
        assert answer is not None
        assert answer.status == 431
        assert wire.ended()


def test_a_name_is_played_in_any_letter_case_and_with_its_final_dot(microsoft: Entra) -> None:
    for name in (LOGIN.upper(), LOGIN + "."):
        with plain(microsoft.on("laptop")) as wire:
            wire.send(f"CONNECT {name}:443 HTTP/1.1\r\n\r\n".encode())
            assert wire.socket.recv(100).startswith(b"HTTP/1.1 200 ")


def test_a_connect_within_a_tunnel_leads_nowhere(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        answer = wire.send(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n").answer()
        assert answer is not None
        assert answer.status == 400


def test_a_tunnel_to_imds_carries_plain_http(microsoft: Entra) -> None:
    """Node opens a tunnel for http:// too."""
    with plain(microsoft.on("virtual-machine")) as wire:
        wire.send(b"CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: 169.254.169.254:80\r\n\r\n")
        assert wire.socket.recv(100) == b"HTTP/1.1 200 Connection established\r\n\r\n"
        answer = wire.send(b"GET /metadata/identity/oauth2/token HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n").answer()
        assert answer is not None
        assert answer.status == 400
        assert b"Required metadata header not specified" in answer.body
