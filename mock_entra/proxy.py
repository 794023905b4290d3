"""The front: a loopback HTTP proxy whose CONNECT ends in its own TLS, and which knows nothing about identity.

It relays no bytes. A tunnel (RFC 9110, section 9.3.6) becomes TLS on the accepted connection, and that connection is handed
to uvicorn's HTTP protocol; a plain proxied request goes to the same class.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import ServerState

from mock_entra.connection import PATIENCE, Connection

HEAD_LIMIT = 16384
REQUEST_LINE = re.compile(rb"CONNECT ([!-~]+):(\d+) HTTP/1\.[01](?:\r\n|$)")
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass(frozen=True)
class Tunnels:
    """What the front must know: who answers, under which certificate, and why a name is not answered."""

    application: ASGIApp
    context: Callable[[str], ssl.SSLContext]
    refusal: Callable[[str], str | None]


class Front(asyncio.Protocol):
    """One accepted connection, until it is known what it is for."""

    def __init__(self, config: Config, state: ServerState, tunnels: Tunnels) -> None:
        self._config, self._state, self._tunnels = config, state, tunnels
        self._head = bytearray()
        self._tunnel: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(PATIENCE, self._transport.abort)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._deadline.cancel()

    def data_received(self, data: bytes) -> None:
        self._head += data
        if self._tunnel is not None:
            return
        if not b"CONNECT ".startswith(self._head[:8]):
            self._hand_over(self._transport, None)
        elif b"\r\n\r\n" in self._head:
            self._connect()
        elif len(self._head) > HEAD_LIMIT:
            self._refuse("431 Request Header Fields Too Large", "The head of the request is too large.")

    def _connect(self) -> None:
        target, _, rest = bytes(self._head).partition(b"\r\n\r\n")
        authority = REQUEST_LINE.match(target)
        host, port = (part.decode("latin-1") for part in authority.groups()) if authority else ("", "")
        host = host.lower().removesuffix(".")
        if not host or rest:
            self._refuse("400 Bad Request", "CONNECT takes a host and a port, and waits for its answer.")
        elif (why := self._tunnels.refusal(f"{host}" if port == "443" else f"{host}:{port}")) is not None:
            self._refuse("502 Bad Gateway", why)
        else:
            self._head.clear()
            self._tunnel = asyncio.get_running_loop().create_task(self._start_tls(host))

    async def _start_tls(self, host: str) -> None:
        loop, context = asyncio.get_running_loop(), self._tunnels.context(host)
        self._transport.write(ESTABLISHED)
        try:
            tls = await loop.start_tls(self._transport, self, context, server_side=True, ssl_handshake_timeout=PATIENCE)
        except (OSError, ssl.SSLError):  # the client does not trust the certificate, or has gone
            self._transport.abort()
            return
        if tls is not None:
            self._hand_over(tls, host)

    def _hand_over(self, transport: asyncio.Transport, connected: str | None) -> None:
        """From here on the connection speaks HTTP; what came early is fed to it first."""
        self._deadline.cancel()
        http = Connection(self._config, self._state, self._tunnels.application, connected)
        transport.set_protocol(http)
        http.connection_made(transport)
        if self._head:
            http.data_received(bytes(self._head))

    def _refuse(self, status: str, why: str) -> None:
        body = f"{why}\n".encode()
        self._transport.write(
            f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        self._transport.close()
