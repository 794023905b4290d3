"""The front: a loopback HTTP proxy whose CONNECT ends in its own TLS, and which knows nothing about identity.

It relays no bytes. A tunnel (RFC 9110, section 9.3.6) becomes TLS on the accepted connection, and that connection is handed
to the HTTP protocol of what answers; a plain proxied request goes to the same class.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from mock_entra.answering import Answering, UnreadyError
from mock_entra.bounds import TOO_LARGE, plain

REQUEST_LINE = re.compile(rb"CONNECT ([!-~]+):(\d+) HTTP/1\.[01](?:\r\n|$)")
PLAIN = "80"
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
NO_TUNNEL = "400 Bad Request", "CONNECT takes a host and a port, and waits for its answer."


@dataclass(frozen=True)
class Tunnels:
    """What the front must know: who answers, under which certificate, and why a name is not answered.

    `open` holds every connection that has not ended.
    """

    answering: Answering
    context: Callable[[str], ssl.SSLContext]
    refusal: Callable[[str], str | None]
    open: set[asyncio.Transport] = field(default_factory=set)


class Front(asyncio.Protocol):
    """One accepted connection, until it is known what it is for."""

    def __init__(self, tunnels: Tunnels) -> None:
        self._tunnels = tunnels
        self._early = bytearray()
        self._tunnel: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._tunnels.open.add(self._transport)
        patience = self._tunnels.answering.limits.patience
        self._deadline = asyncio.get_running_loop().call_later(patience, self._transport.abort)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._deadline.cancel()
        self._tunnels.open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._early += data
        if self._tunnel is not None:
            return
        if not b"CONNECT ".startswith(self._early[:8]):
            self._hand_over(self._transport, None)
        elif b"\r\n\r\n" in self._early:
            self._connect()
        elif len(self._early) > self._tunnels.answering.limits.head:
            self._refuse(*TOO_LARGE)

    def _connect(self) -> None:
        target, _, rest = bytes(self._early).partition(b"\r\n\r\n")
        authority = REQUEST_LINE.match(target)
        host, port = (part.decode("ascii") for part in authority.groups()) if authority else ("", "")
        host = host.lower().removesuffix(".")
        if not host or rest:
            self._refuse(*NO_TUNNEL)
        elif (why := self._tunnels.refusal(host if port == "443" else f"{host}:{port}")) is not None:
            self._refuse("502 Bad Gateway", why)
        elif port == PLAIN:  # Node opens a tunnel for http:// too
            self._early.clear()
            self._transport.write(ESTABLISHED)
            self._hand_over(self._transport, host)
        else:
            self._early.clear()
            self._transport.pause_reading()  # what comes before TLS has begun must not pass for what came through it
            self._tunnel = asyncio.get_running_loop().create_task(self._start_tls(host))

    async def _start_tls(self, host: str) -> None:
        loop, context = asyncio.get_running_loop(), self._tunnels.context(host)
        patience = self._tunnels.answering.limits.patience
        self._transport.write(ESTABLISHED)
        try:
            tls = await loop.start_tls(self._transport, self, context, server_side=True, ssl_handshake_timeout=patience)
        except (OSError, ssl.SSLError):  # the client does not trust the certificate, or has gone
            tls = None
        if tls is None or self._transport.is_closing():  # of which nobody is told who waits for TLS
            self._transport.abort()
            self._deadline.cancel()
            self._tunnels.open.discard(self._transport)
        else:
            self._hand_over(tls, host)

    def _hand_over(self, transport: asyncio.Transport, connected: str | None) -> None:
        """From here on the connection speaks HTTP; what came early is fed to it first."""
        self._deadline.cancel()
        try:
            speak = self._tunnels.answering.speak
        except UnreadyError as error:
            transport.write(plain("500 Internal Server Error", str(error)))
            transport.close()
            return
        http = speak(connected, partial(self._tunnels.open.discard, self._transport))
        transport.set_protocol(http)
        http.connection_made(transport)
        if self._early:
            http.data_received(bytes(self._early))

    def _refuse(self, status: str, why: str) -> None:
        self._transport.write(plain(status, why))
        self._transport.close()
