"""The ASGI application: finds the service that a request is for, has it answered, and writes the exchange down."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_entra.hosts import Machine
from mock_entra.journal import Exchange
from mock_entra.refusals import RefusedError
from mock_entra.routes import routers
from mock_entra.state import State
from mock_entra.wire import Service, answer

MISDIRECTED = (
    "This connection is for {connected}, the request for {asked}: send a request to the host it was opened for."
)


class Microsoft:
    """One machine's view of the pretended Microsoft, as an ASGI application."""

    def __init__(self, entra: State, machine: Machine, listener: Service | None = None) -> None:
        self.entra = entra
        self.machine = machine
        self.listener = listener
        self._routers = routers()

    def connected_to(self, host: str) -> ASGIApp:
        """The same application for a connection that was opened to one host."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            await self(scope, receive, send, connected=host)

        return application

    async def __call__(self, scope: Scope, receive: Receive, send: Send, connected: str | None = None) -> None:
        asked = _host(scope)
        exchange = Exchange(self.machine.name, scope["method"], asked, scope["path"], _client(scope))

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                self.entra.journal.add(exchange)
            await send(message)

        if connected is not None and asked != connected:
            text = MISDIRECTED.format(connected=connected, asked=asked)
            await PlainTextResponse(text, 421)(scope, receive, record)
            return
        service = self.listener or self.machine.service(asked, self.entra.directory)
        if service is None:
            exchange.refused_host = True
            await PlainTextResponse(self.machine.refusal(asked), 502)(scope, receive, record)
            return
        scope["state"] = {
            "entra": self.entra,
            "machine": self.machine.name,
            "identity_header": self.machine.identity_header,
            "service": service,
            "host": asked,
            "exchange": exchange,
        }
        try:
            await self._routers[service](scope, receive, record)
        except RefusedError as refused:
            exchange.code, exchange.rule = refused.refusal.code, refused.refusal.rule
            await answer(Request(scope, receive), refused)(scope, receive, record)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _host(scope: Scope) -> str:
    """The name in the Host header, in lower case, without a port that is the scheme's own."""
    host = _header(scope, b"host").lower()
    return host.removesuffix(":443" if scope["scheme"] == "https" else ":80")


def _client(scope: Scope) -> str:
    """What the client calls itself: MSAL's SKU and version, else the first word of its User-Agent."""
    if sku := _header(scope, b"x-client-sku"):
        return f"{sku}/{_header(scope, b'x-client-ver')}"
    return _header(scope, b"user-agent").partition(" ")[0]
