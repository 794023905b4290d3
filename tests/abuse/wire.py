"""Bytes out and bytes in, over plain sockets and through tunnels; no read waits longer than PATIENCE."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mock_entra import Host
from mock_entra.contoso import directory

PATIENCE = 10.0
LOGIN = "login.microsoftonline.com"


@dataclass(frozen=True)
class Answer:
    """One answer; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """A connection to the mock: sends anything, reads answers until the other side ends.

    Every read raises TimeoutError after PATIENCE, so a hang is a failure.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self._read = b""

    def send(self, data: bytes) -> Wire:
        self.socket.sendall(data)
        return self

    def answer(self, method: str = "GET") -> Answer | None:
        """The next answer, None if the connection ends first.

        Raises ValueError for anything that is no HTTP answer, or ends in its middle.
        """
        while b"\r\n\r\n" not in self._read:
            if not self._more():
                if self._read:
                    raise ValueError(f"The connection ended within a head: {self._read!r}")
                return None
        head, _, self._read = self._read.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        if not status_line.startswith("HTTP/1.1 "):
            raise ValueError(f"No status line: {status_line!r}")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status = int(status_line.split(" ", 2)[1])
        if status == 100:
            return self.answer(method)
        return Answer(status, headers, b"" if method == "HEAD" or status == 204 else self._body(headers))

    def ended(self) -> bool:
        """Whether nothing more comes; waits for the end."""
        return not self._read and not self._more()

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            found = b""
            while size := int(self._until(b"\r\n"), 16):
                found += self._exactly(size + 2)[:-2]
            self._exactly(2)
            return found
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        while self._more():
            pass
        found, self._read = self._read, b""
        return found

    def _until(self, end: bytes) -> bytes:
        while end not in self._read:
            if not self._more():
                raise ValueError("The connection ended within a body.")
        found, _, self._read = self._read.partition(end)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._read) < size:
            if not self._more():
                raise ValueError(f"The connection ended after {len(self._read)} of {size} bytes.")
        found, self._read = self._read[:size], self._read[size:]
        return found

    def _more(self) -> bool:
        try:
            data = self.socket.recv(65536)
        except (ConnectionResetError, ssl.SSLEOFError):
            return False
        self._read += data
        return bool(data)


@contextmanager
def plain(host: Host, port: int | None = None) -> Iterator[Wire]:
    """A connection to the host's proxy, or to another of its ports."""
    with socket.create_connection((host.address, port or host.port), PATIENCE) as sock:
        yield Wire(sock)


@contextmanager
def tunnel(host: Host, name: str = LOGIN) -> Iterator[Wire]:
    """A tunnel through the host's proxy, under TLS that is verified."""
    with plain(host) as wire:
        wire.send(f"CONNECT {name}:443 HTTP/1.1\r\nHost: {name}:443\r\n\r\n".encode())
        if (head := wire.socket.recv(65536)) != b"HTTP/1.1 200 Connection established\r\n\r\n":
            raise ValueError(f"The proxy said {head!r}")
        context = ssl.create_default_context(cafile=host.certificate)
        with context.wrap_socket(wire.socket, server_hostname=name) as secure:
            yield Wire(secure)


def request(method: str, path: str, host: str = LOGIN, body: bytes = b"", **headers: str) -> bytes:
    """A well-formed request; underscores in header names stand for hyphens."""
    fields = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if body:
        fields["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


FORM = "application/x-www-form-urlencoded"
TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee"


def token_request() -> bytes:
    """The request that the mock answers with a token."""
    application = next(a for a in directory().applications if a.secrets)
    fields = {"grant_type": "client_credentials", "client_id": application.client_id}
    fields |= {"client_secret": application.secrets[0].value, "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"}
    return request(
        "POST", f"/{application.tenant}/oauth2/v2.0/token", body=urlencode(fields).encode(), Content_Type=FORM
    )
