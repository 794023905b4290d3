"""A plain client that adds nothing and hides nothing: bytes out, and the answer with its headers as they were written."""

from __future__ import annotations

import io
import socket
import ssl
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPResponse
from typing import Self, cast
from urllib.parse import urlsplit

from mock_entra import Host

PATIENCE = 20.0


@dataclass(frozen=True)
class Ask:
    """A request as it goes out: `on` names the host that it is sent from; a URL of `listener:` is that host's own endpoint."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    on: str = "laptop"

    def head(self, *, absolute: bool = False) -> bytes:
        """The head in bytes: the target in origin form, or in absolute form as a proxy gets it (RFC 9112, section 3.2)."""
        parts = urlsplit(self.url)
        host = "localhost" if parts.scheme == "listener" else parts.netloc
        target = self.url[self.url.index("/", len(parts.scheme) + 3) :]
        fields = [("Host", host), *self.headers]
        if self.body:
            fields.append(("Content-Length", str(len(self.body))))
        lines = [f"{self.method} {self.url if absolute else target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in fields]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


@dataclass(frozen=True)
class Answer:
    """An answer: the headers in the order and letter case of the wire."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.headers]

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Kept(io.BufferedReader):
    """What arrives on a connection; http.client closes it after each answer, and the next one is still in it."""

    def close(self) -> None:
        """Stays open: the connection's owner closes it."""

    def makefile(self, _mode: str) -> Kept:
        return self


class Connection:
    """One connection to the mock, opened as a client opens it: through the proxy, in a tunnel for https, or to a listener."""

    def __init__(self, host: Host, url: str) -> None:
        parts = urlsplit(url)
        port = host.listener_port if parts.scheme == "listener" else host.port
        self.socket = socket.create_connection(("127.0.0.1", port or 0), timeout=PATIENCE)
        if parts.scheme == "https":
            name = f"{parts.hostname}:443".encode()
            self.socket.sendall(b"CONNECT " + name + b" HTTP/1.1\r\nHost: " + name + b"\r\n\r\n")
            established = Kept(self.socket.makefile("rb", buffering=0))
            assert established.readline().split()[1] == b"200"
            assert established.readline() == b"\r\n"
            self.socket = _trusting(str(host.certificate)).wrap_socket(self.socket, server_hostname=parts.hostname)
        self._arrived = Kept(self.socket.makefile("rb", buffering=0))

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def receive(self, method: str = "GET") -> Answer:
        """The next answer; `method` is that of the request, since HEAD has no body."""
        response = HTTPResponse(cast(socket.socket, self._arrived), method=method)
        response.begin()
        return Answer(response.status, response.getheaders(), response.read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()


@cache
def _trusting(authority: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authority)


def send(host: Host, ask: Ask) -> Answer:
    """Send one request on a connection of its own and read its answer."""
    with Connection(host, ask.url) as connection:
        connection.send(ask.head(absolute=ask.url.startswith("http:")) + ask.body)
        return connection.receive(ask.method)
