"""What no browser sends and HTTP allows is answered as any other request is: chunks, pipelines, half-closed connections."""

from __future__ import annotations

import socket
from urllib.parse import urlencode

import pytest

from mock_entra import Entra
from tests.abuse.wire import FORM, TENANT, plain, request, token_request, tunnel

TOKEN = f"/{TENANT}/oauth2/v2.0/token"


def test_a_client_that_asks_first_is_told_to_go_on(microsoft: Entra) -> None:
    host = microsoft.on("laptop")
    head, _, body = token_request().partition(b"\r\n\r\n")
    with tunnel(host) as wire:
        wire.send(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert wire.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        answer = wire.send(body).answer()
        assert answer is not None
        assert answer.status == 200


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_chunks_of_any_size_make_the_same_body(microsoft: Entra, size: int) -> None:
    host = microsoft.on("laptop")
    head, _, body = token_request().partition(b"\r\n\r\n")
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    chunks = b"".join(b"%X;extension=1\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    head = b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length"))
    with tunnel(host) as wire:
        wire.send(head + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\nHost: trailer\r\n\r\n")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 200


def test_a_request_that_comes_a_byte_at_a_time_is_answered(microsoft: Entra) -> None:
    host = microsoft.on("laptop")
    with tunnel(host) as wire:
        for byte in token_request():
            wire.send(bytes([byte]))
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 200


def test_pipelined_requests_are_answered_in_their_order(microsoft: Entra) -> None:
    paths = [f"/{number}" for number in range(100)]
    with plain(microsoft.on("laptop")) as wire:
        wire.send(b"".join(request("GET", path, "unknown.example") for path in paths))
        answers = [wire.answer() for _ in paths]
    assert [answer.status for answer in answers if answer] == [502] * 100
    assert [exchange.path for exchange in microsoft.log] == paths


def test_a_client_that_asks_ever_more_before_it_reads_is_told_so(microsoft: Entra) -> None:
    with plain(microsoft.on("laptop")) as wire:
        wire.send(request("GET", "/", "unknown.example") * 2000)
        *answers, last = [answer.status for answer in iter(wire.answer, None)]
    assert set(answers) == {502}
    assert len(answers) > 100
    assert last == 429


def test_http_1_0_gets_an_answer_and_the_end_even_where_chunks_were_due(microsoft: Entra) -> None:
    host = microsoft.on("app-service")
    with plain(host, host.listener_port) as wire:
        secret = host.machine.identity_header
        head = f"GET /msi/token HTTP/1.0\r\nHost: localhost\r\nX-IDENTITY-HEADER: {secret}\r\n\r\n"
        answer = wire.send(head.encode()).answer()
        assert answer is not None
        assert "transfer-encoding" not in answer.headers
        assert answer.headers["connection"] == "close"
        assert answer.status == 400
        assert answer.json["error"]
        assert wire.ended()


def test_the_answer_to_head_has_no_body(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        answer = wire.send(request("HEAD", "/nowhere") + request("GET", "/nowhere")).answer("HEAD")
        following = wire.answer()
        assert answer is not None
        assert following is not None
        assert answer.status == following.status == 404


def test_a_client_that_has_said_all_still_gets_its_answers(microsoft: Entra) -> None:
    with plain(microsoft.on("laptop")) as wire:
        wire.send(request("GET", "/", "unknown.example") * 3)
        wire.socket.shutdown(socket.SHUT_WR)
        answers = [wire.answer() for _ in range(3)]
        assert [answer.status for answer in answers if answer] == [502] * 3
        assert wire.ended()


def test_an_upgrade_is_declined_by_an_ordinary_answer_which_is_the_last(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        wire.send(request("GET", "/", Connection="Upgrade, HTTP2-Settings", Upgrade="h2c") + request("GET", "/next"))
        answer = wire.answer()
        assert wire.ended()
    assert answer is not None
    assert answer.status == 404


def test_an_absolute_target_counts_and_not_the_host_header(microsoft: Entra) -> None:
    with plain(microsoft.on("virtual-machine")) as wire:
        wire.send(b"GET http://169.254.169.254/metadata HTTP/1.1\r\nHost: unknown.example\r\n\r\n")
        answer = wire.answer()
        wire.send(b"GET http://unknown.example/metadata HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n")
        foreign = wire.answer()
    assert answer is not None
    assert foreign is not None
    assert (answer.status, foreign.status) == (404, 502)
    assert microsoft.log.refused_hosts == ["unknown.example"]


def test_parameters_that_are_not_text_are_refused_like_any_other(microsoft: Entra) -> None:
    fields = [("grant_type", b"\xff\xfe"), ("client_id", "\0"), ("scope", "\N{PILE OF POO}")]
    with tunnel(microsoft.on("laptop")) as wire:
        answer = wire.send(request("POST", TOKEN, body=urlencode(fields).encode(), Content_Type=FORM)).answer()
        assert answer is not None
        assert answer.json["error_codes"] == [70003]
