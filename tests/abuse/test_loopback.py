"""Only this machine's own programs reach the mock, and its certificates stand for the played names alone."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from harness.registry import ROOT
from mock_entra import Entra, running
from mock_entra.certificates import Authority
from tests.abuse.wire import LOGIN, TENANT, plain, request, tunnel

SECONDS = 60
NODE = ROOT / "build" / "env" / "node" / "bin" / "node"
NODE_GETS = """
require("https").get({host: "127.0.0.1", port: +process.argv[1], servername: process.argv[2]})
    .on("error", error => { console.error(error.message); process.exit(1) })
    .on("response", () => process.exit(0))
"""

COMPILE_SECONDS = 170
GO_GETS = """package main

import ("crypto/tls"; "crypto/x509"; "log"; "os")

func main() {
	roots := x509.NewCertPool()
	if file, err := os.ReadFile(os.Args[3]); err != nil || !roots.AppendCertsFromPEM(file) { log.Fatal("no roots") }
	config := &tls.Config{ServerName: os.Args[2], RootCAs: roots}
	if _, err := tls.Dial("tcp", "127.0.0.1:" + os.Args[1], config); err != nil { log.Fatal(err) }
}
"""


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_an_address_that_others_reach_is_refused_unless_it_is_meant(address: str) -> None:
    with pytest.raises(ValueError, match="whoever reaches it could get tokens"), running(bind=address):
        pass


def test_every_port_is_on_loopback(microsoft: Entra) -> None:
    for host in microsoft.hosts.values():
        assert host.address == "127.0.0.1"


@pytest.mark.parametrize("name", ["example.com", "evil.example:80", "microsoftonline.com", "rebound.example"])
def test_a_foreign_host_gets_nothing(microsoft: Entra, name: str) -> None:
    host = microsoft.on("app-service")
    with plain(host, host.listener_port) as wire:
        answer = wire.send(request("GET", "/msi/token?api-version=2019-08-01&resource=a", name)).answer()
        assert answer is not None
        assert answer.status == 502
    with tunnel(host) as wire:
        answer = wire.send(request("GET", f"/{TENANT}/v2.0/.well-known/openid-configuration", name)).answer()
        assert answer is not None
        assert answer.status == 421


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/a/..\\..\\etc\\passwd",
        "//etc/passwd",
    ],
)
def test_a_path_that_climbs_leads_nowhere(microsoft: Entra, path: str) -> None:
    with tunnel(microsoft.on("laptop")) as wire:
        answer = wire.send(request("GET", path)).answer()
        assert answer is not None
        assert answer.status == 404
        assert b"root:" not in answer.body


def test_only_the_certificate_is_written_and_only_its_owner_reads_it(microsoft: Entra) -> None:
    file = microsoft.on("laptop").certificate
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    for written in file.parent.iterdir():
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert b"PRIVATE" not in written.read_bytes()


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A server with a certificate for example.com from the mock's own authority: its port, and the file to trust."""
    authority = Authority()
    context = authority.context("example.com")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection = server.accept()[0]
                except OSError:
                    return
                try:
                    with context.wrap_socket(connection, server_side=True) as secure:
                        secure.recv(1000)
                        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    connection.close()

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], authority.write(tmp_path)
        server.shutdown(socket.SHUT_RDWR)
    thread.join(SECONDS)


def test_python_refuses_a_certificate_for_a_name_that_is_not_played(impostor: tuple[int, Path]) -> None:
    port, authority = impostor
    context = ssl.create_default_context(cafile=authority)
    refused = pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation")
    with socket.create_connection(("127.0.0.1", port), SECONDS) as sock, refused:
        context.wrap_socket(sock, server_hostname="example.com")


def test_curl_refuses_a_certificate_for_a_name_that_is_not_played(impostor: tuple[int, Path]) -> None:
    port, authority = impostor
    curl = shutil.which("curl")
    assert curl
    command = [curl, "-sS", "--noproxy", "*", "--cacert", str(authority), "--resolve", f"example.com:{port}:127.0.0.1"]
    done = subprocess.run(
        [*command, f"https://example.com:{port}/"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 60, done.stderr  # CURLE_PEER_FAILED_VERIFICATION, which an unknown authority is too
    assert re.search(r"permitted subtree violation|name constraint", done.stderr, re.IGNORECASE), done.stderr


def test_node_refuses_a_certificate_for_a_name_that_is_not_played(impostor: tuple[int, Path]) -> None:
    if not NODE.exists():
        pytest.fail("There is no build/env/node: run make environments.")
    port, authority = impostor
    done = subprocess.run(
        [NODE, "-e", NODE_GETS, str(port), "example.com"],
        env={"PATH": os.environ["PATH"], "NODE_EXTRA_CA_CERTS": str(authority)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert "permitted subtree violation" in done.stderr


def test_go_refuses_a_certificate_for_a_name_that_is_not_played(impostor: tuple[int, Path], tmp_path: Path) -> None:
    go = shutil.which("go") or shutil.which("go", path=ROOT / "build" / "env" / "go" / "bin")
    if go is None:
        sentence = (
            "There is no Go, whose own check of name constraints is not tried: install it, or run make environments."
        )
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    port, authority = impostor
    program = tmp_path / "get.go"
    program.write_text(GO_GETS, encoding="utf-8")
    done = subprocess.run(
        [go, "run", program, str(port), "example.com", authority],
        cwd=tmp_path,
        env=os.environ | {"GOFLAGS": "-mod=mod", "GO111MODULE": "off"},
        capture_output=True,
        text=True,
        timeout=COMPILE_SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert "not permitted by any constraint" in done.stderr


def test_a_certificate_for_a_played_name_is_taken(microsoft: Entra) -> None:
    with tunnel(microsoft.on("laptop"), LOGIN) as wire:
        assert wire.send(request("GET", "/")).answer() is not None
