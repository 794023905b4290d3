"""uvicorn's HTTP protocol with limits of its own: on the size of a head, on the time that a request takes to arrive."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

HEAD_LIMIT = 65536
PATIENCE = 20.0


class Connection(HttpToolsProtocol):
    """One connection that speaks HTTP/1.1; `connected` is the host that its tunnel was opened to, if it has one."""

    def __init__(self, config: Config, server: ServerState, application: ASGIApp, connected: str | None) -> None:
        own: dict[str, Any] = {"connected": connected, "abort": self.abort, "close": self.close}
        super().__init__(config, server, own, asyncio.get_running_loop())
        self.app = cast(Any, application)
        self._head = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waited()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._head = 0
        self._wait()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._grow(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._grow(len(name) + len(value))

    def on_message_complete(self) -> None:
        self._waited()
        super().on_message_complete()

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio reads the result, which uvicorn leaves out
        """A client that has said all it will say still gets its answer, and then the end."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.scheme == "http" and cycle is not None and not cycle.response_complete:
            cycle.keep_alive = False
            return True
        return False

    def abort(self) -> None:
        """Drop the connection without a word."""
        self.transport.abort()

    def close(self) -> None:
        """End the connection after what has been written."""
        self.transport.close()

    def _grow(self, size: int) -> None:
        self._head += size
        if self._head > HEAD_LIMIT:
            raise ValueError("The head of the request is too large.")  # uvicorn answers 400 and closes

    def _wait(self) -> None:
        self._waited()
        self._deadline = self.loop.call_later(PATIENCE, self.abort)

    def _waited(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
