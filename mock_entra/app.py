"""The ASGI application: finds the service that a request is for, has it answered, and writes the exchange down."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from mock_entra.asking import asking, read, tenant_of
from mock_entra.hosts import Machine
from mock_entra.journal import Exchange
from mock_entra.refusals import RefusedError
from mock_entra.replies import answer
from mock_entra.routes import routers
from mock_entra.services import APP_SERVICE, IMDS
from mock_entra.spoiling import SPOIL, Spoiled
from mock_entra.state import State
from mock_entra.wire import Service

MISDIRECTED = (
    "This connection is for {connected}, the request for {asked}: send it to the host that the connection is for."
)
WRONG_SCHEME = "{host} is played at {scheme}:// alone: mend the address."
# A secret that is sent to the others without TLS is lost, whatever the answer.
WITHOUT_TLS = (IMDS, APP_SERVICE)
BODY_LIMIT = 1024 * 1024
TOO_LARGE = "The body is larger than a megabyte."
LOCAL_NAMES = ("localhost", "127.0.0.1")


class Microsoft:
    """One machine's view of the pretended Microsoft, as an ASGI application."""

    def __init__(self, entra: State, machine: Machine, listener: Service | None = None) -> None:
        self.entra = entra
        self.machine = machine
        self.listener = listener
        self._routers = routers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = _host(scope)
        exchange = Exchange(self.machine.name, scope["method"], host, scope["path"], _client(scope))

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                self.entra.journal.add(exchange)
            await send(message)

        try:
            body = await read(scope, receive, BODY_LIMIT)
        except ClientDisconnect:
            return
        service = self._service(host)
        if body is None:
            await PlainTextResponse(TOO_LARGE, 413, {"Connection": "close"})(scope, receive, record)
        elif (connected := scope["state"]["connected"]) not in (None, host):
            text = MISDIRECTED.format(connected=connected, asked=host)
            await PlainTextResponse(text, 421)(scope, receive, record)
        elif service is None:
            exchange.refused_host = True
            await PlainTextResponse(self.machine.refusal(host), 502)(scope, receive, record)
        elif scope["scheme"] != (scheme := "http" if service in WITHOUT_TLS else "https"):
            exchange.refused_host, exchange.host = True, f"{scope['scheme']}://{host}"
            text = WRONG_SCHEME.format(host=host, scheme=scheme)
            await PlainTextResponse(text, 502)(scope, receive, record)
        else:
            await self._serve(service, exchange, body, (scope, receive, record))

    async def _serve(
        self, service: Service, exchange: Exchange, body: bytes, asgi: tuple[Scope, Receive, Send]
    ) -> None:
        scope, receive, send = asgi
        tenant = tenant_of(service, scope, exchange.host, self.machine.name, self.entra.directory)
        scope["state"] |= {
            "entra": self.entra.at(tenant),
            "machine": self.machine.name,
            "identity_header": self.machine.identity_header,
            "service": service,
            "host": exchange.host,
            "exchange": exchange,
            "body": body,
        }

        async def properly(send: Send) -> None:
            try:
                await self._routers[service](scope, receive, send)
            except RefusedError as refused:
                exchange.code, exchange.rule = refused.refusal.code, refused.refusal.rule
                await answer(Request(scope, receive), refused)(scope, receive, send)

        question = asking(service, tenant, scope, body) if self.entra.faults else None
        fault = next((f for f in self.entra.faults if question and f.meets(question)), None)
        if fault is None:
            await properly(send)
        else:
            exchange.code, exchange.rule = f"fault {fault.kind}", "as the script says"
            await SPOIL[fault.kind](Spoiled(fault, self.entra, scope, receive, send, properly))

    def _service(self, host: str) -> Service | None:
        if self.listener is not None:  # its own name only, so that a page in a browser cannot reach it by another
            return self.listener if host.partition(":")[0] in LOCAL_NAMES else None
        return self.machine.service(host, self.entra.directory)


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
