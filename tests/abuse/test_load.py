"""Many at once, many in a row, and slow ones: nothing is lost, nothing grows, nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mock_entra import Entra, Host, running
from mock_entra.bounds import Limits
from mock_entra.certificates import Authority
from mock_entra.loop import looping
from mock_entra.server import Ports
from mock_entra.state import State
from tests.abuse.progress import Progress, resident
from tests.abuse.wire import LOGIN, PATIENCE, plain, request, token_request, tunnel

IN_A_ROW = int(os.environ.get("IN_A_ROW", "2000"))
WARM_UP = 500
GROWTH = 4 * 1024 * 1024
IMPATIENT = Limits(patience=2.0, idle=4.0)  # what is slower is this machine, under whatever else it does


def descriptors_of_this_process() -> set[str]:
    return {entry.name for entry in Path("/dev/fd").iterdir()}


@contextmanager
def impatient(folder: Path) -> Iterator[Host]:
    """A laptop for which two seconds are a long time."""
    authority = Authority()
    with looping() as loop:
        ports = Ports(State(), authority, authority.write(folder), limits=IMPATIENT)
        try:
            host = loop.run(ports.open())["laptop"]
            loop.run(ports.load())
            yield host
        finally:
            loop.run(ports.close())


def test_200_connections_at_once_all_get_their_token(microsoft: Entra) -> None:
    host = microsoft.on("laptop")
    barrier = threading.Barrier(200)

    def ask(_number: int) -> str:
        with tunnel(host) as wire:
            barrier.wait(60)
            answer = wire.send(token_request()).answer()
            return answer.json["access_token"] if answer else ""

    with ThreadPoolExecutor(200) as pool:
        tokens = set(pool.map(ask, range(200)))
    assert len(tokens) == 200
    assert all(microsoft.signed(token) for token in tokens)
    assert len(microsoft.log) == 200


def test_many_requests_in_a_row_are_all_answered_and_memory_stays_flat(entra: Entra) -> None:
    progress = Progress("in a row", IN_A_ROW)
    with entra.fresh() as own, tunnel(own.on("laptop")) as wire:
        asked = token_request()
        own.log.clear()
        with own.state.journal.listening(lambda _exchange: progress.step()):
            before = 0
            for number in range(IN_A_ROW):
                if number == WARM_UP:
                    before = resident()
                answer = wire.send(asked).answer()
                assert answer is not None
                assert answer.status == 200
                if number % 100 == 0:  # what the log keeps is bounded, and not what is measured here
                    own.log.clear()
        assert resident() - before < GROWTH
        assert progress.count == IN_A_ROW


def test_a_run_leaves_no_thread_socket_or_file_behind() -> None:
    with running():  # what is loaded once, and stays
        pass
    gc.collect()
    threads, descriptors = set(threading.enumerate()), descriptors_of_this_process()
    with running() as microsoft:
        folder = microsoft.on("laptop").certificate.parent
        host = microsoft.on("laptop")
        idle = [socket.create_connection((host.address, host.port)) for _ in range(10)]
        for number, sock in enumerate(idle):
            sock.sendall([b"", b"CONNECT a", f"CONNECT {LOGIN}:443 HTTP/1.1\r\n\r\n".encode()][number % 3])
        with tunnel(host) as wire:
            assert wire.send(token_request()).answer() is not None
            wire.send(b"POST / HTTP/1.1\r\n")
    for sock in idle:
        sock.close()
    gc.collect()
    assert set(threading.enumerate()) <= threads
    assert descriptors_of_this_process() == descriptors
    assert not folder.exists()


def test_a_fresh_microsoft_drops_its_connections_when_it_ends(entra: Entra) -> None:
    with entra.fresh() as own:
        host = own.on("laptop")
        sock = socket.create_connection((host.address, host.port), 10)
        sock.sendall(b"CONNECT ")
        plain_sock = socket.create_connection((host.address, host.port), 10)
        plain_sock.sendall(b"GET / HT")
    for left in (sock, plain_sock):
        with suppress(ConnectionResetError):
            assert left.recv(1) == b""
        left.close()


@pytest.mark.parametrize(
    ("part", "statuses"),
    [
        (b"", []),
        (b"CONNECT login", []),
        (b"GET / HTTP/1.1\r\nHost:", [408]),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", [408]),
        (request("GET", "/", "unknown.example") + b"GET", [502, 408]),
    ],
    ids=["nothing", "half a CONNECT", "half a head", "half a body", "half a second request"],
)
def test_a_sender_that_stops_is_given_up(tmp_path: Path, part: bytes, statuses: list[int]) -> None:
    with impatient(tmp_path) as host, plain(host) as wire:
        wire.send(part)
        assert [answer.status for answer in iter(wire.answer, None)] == statuses


def test_an_idle_connection_is_ended(tmp_path: Path) -> None:
    with impatient(tmp_path) as host, tunnel(host) as wire:
        assert wire.send(token_request()).answer() is not None
        assert wire.ended()


def test_a_tunnel_in_which_no_tls_begins_is_given_up(tmp_path: Path) -> None:
    with impatient(tmp_path) as host, plain(host) as wire:
        wire.send(f"CONNECT {LOGIN}:443 HTTP/1.1\r\n\r\n".encode())
        assert wire.socket.recv(100).startswith(b"HTTP/1.1 200 ")
        assert wire.ended()


def test_a_client_that_never_reads_is_given_up(tmp_path: Path) -> None:
    """It asks one thing after another, whole, until no buffer holds the answers, which repeat the long name, any more."""
    asked = request("GET", "/", "a" * 60_000 + ".example")
    authority, state, begun = Authority(), State(), threading.Semaphore(0)
    with looping() as loop, state.journal.listening(lambda _exchange: begun.release()):
        ports = Ports(state, authority, authority.write(tmp_path), limits=IMPATIENT)
        host = loop.run(ports.open())["laptop"]
        loop.run(ports.load())
        with plain(host) as wire, suppress(ConnectionResetError, BrokenPipeError):
            for _ in range(1000):
                wire.send(asked)
                if not begun.acquire(timeout=1):
                    break

            async def alone() -> None:
                async with asyncio.timeout(PATIENCE):
                    while ports.connections:  # noqa: ASYNC110  # the mock has no event for what no program waits for
                        await asyncio.sleep(0.01)

            loop.run(alone())
        loop.run(ports.close())


def test_a_client_that_does_not_trust_the_certificate_ends_only_its_own_connection(microsoft: Entra) -> None:
    host = microsoft.on("laptop")
    with plain(host) as wire:
        wire.send(f"CONNECT {LOGIN}:443 HTTP/1.1\r\n\r\n".encode())
        assert wire.socket.recv(100).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(wire.socket, server_hostname=LOGIN)
    with tunnel(host) as wire:
        assert wire.send(token_request()).answer() is not None
