"""One connection that speaks HTTP/1.1: it reads requests, has them answered in their order, and bounds every wait."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import deque
from collections.abc import Callable
from typing import cast

from starlette.types import ASGIApp, Message

from mock_entra.reading import Limits, Reader, Received, Unreadable
from mock_entra.scope import scope_of
from mock_entra.writing import CONTINUE, Answer, plain

PIPELINED = 16
TOO_SLOW = Unreadable(408, "The request took too long to arrive.")
BROKEN = Unreadable(500, "The mock failed to answer: its log says why.")
LOG = logging.getLogger("mock_entra")


class Connection(asyncio.Protocol):
    """`connected` is the host that its tunnel was opened to, if it has one; `forget` is called when the connection is lost."""

    def __init__(self, application: ASGIApp, connected: str | None, limits: Limits, forget: Callable[[], None]) -> None:
        self._application, self._connected, self._limits, self._forget = application, connected, limits, forget
        self._loop = asyncio.get_running_loop()
        self._reader = Reader(limits)
        self._waiting: deque[Received | Unreadable] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._writable, self._gone = asyncio.Event(), asyncio.Event()
        self._half_closed = False
        self._transport: asyncio.Transport
        self._timer: asyncio.TimerHandle
        self._until = self._loop.time() + limits.patience

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._tls = transport.get_extra_info("ssl_object") is not None
        self._writable.set()
        self._watch_clock()

    def connection_lost(self, _exc: Exception | None) -> None:
        self._timer.cancel()
        self._gone.set()
        self._writable.set()
        self._forget()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        had_begun = self._reader.begun
        self._waiting.extend(self._reader.feed(data))
        if self._serving is not None:
            if len(self._waiting) > PIPELINED:
                self._transport.pause_reading()
        elif self._waiting:
            self._next()
        elif self._reader.begun:
            if not had_begun:
                self._until = self._loop.time() + self._limits.patience
            self._continue()

    def eof_received(self) -> bool:
        """A client that has said all it will say still gets its answers, and then the end; TLS has no such half."""
        self._half_closed = True
        return self._serving is not None and not self._tls

    def _next(self) -> None:
        """Begin with the next answer, in a task of its own so that other connections get their turn in between."""
        if self._waiting:
            self._serving = self._loop.create_task(self._serve())
            return
        self._serving = None
        self._until = self._loop.time() + (self._limits.patience if self._reader.begun else self._limits.idle)
        self._transport.resume_reading()
        self._continue()
        if self._reader.ended or self._half_closed:
            self._end()

    async def _serve(self) -> None:
        """Answer one request; whoever does not read the answers is given up after a while."""
        self._until = self._loop.time() + self._limits.patience
        await self._writable.wait()
        self._until = math.inf
        if not self._transport.is_closing():
            await self._answer(self._waiting.popleft())
        self._until = self._loop.time() + self._limits.patience
        if not self._transport.is_closing():
            self._next()

    async def _answer(self, received: Received | Unreadable) -> None:
        if isinstance(received, Unreadable):
            self._refuse(received)
            return
        scope = scope_of(received, tls=self._tls)
        if isinstance(scope, Unreadable):
            self._refuse(scope)
            return
        own = {"connected": self._connected, "abort": self._transport.abort, "close": self._transport.close}
        answer = Answer(received, self._write)
        unread = [received.body]

        async def receive() -> Message:
            if unread:
                return {"type": "http.request", "body": unread.pop(), "more_body": False}
            await self._gone.wait()
            return {"type": "http.disconnect"}

        try:
            await self._application(scope | {"state": own}, receive, answer.send)
        except Exception:  # one broken answer must not take the other connections with it
            LOG.exception("%s %s", received.method, received.target.decode("latin-1"))
            if not answer.started:
                self._refuse(BROKEN)
                return
        if not answer.complete:
            self._transport.close()
        elif not received.keep_alive:
            self._last()

    def _refuse(self, why: Unreadable) -> None:
        self._write(plain(why))
        self._last()

    def _last(self) -> None:
        """What has been answered is the last that is answered here."""
        self._reader.end()
        self._waiting.clear()

    def _write(self, data: bytes) -> None:
        """Write, unless the client has gone."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def _continue(self) -> None:
        if self._reader.expecting:
            self._write(CONTINUE)
            self._reader.expecting = False

    def _end(self) -> None:
        """Say that this was all, and drop what still comes: closing at once could cost the client its answer."""
        self._until = self._loop.time() + self._limits.patience
        if self._half_closed or not self._transport.can_write_eof():
            self._transport.close()
        else:
            self._transport.write_eof()

    def _watch_clock(self) -> None:
        """One timer for the connection's whole life: setting one for each request would cost more than it is worth."""
        now = self._loop.time()
        if now >= self._until and self._reader.begun and self._serving is None:
            self._refuse(TOO_SLOW)
            self._end()
        elif now >= self._until:
            self._transport.abort()
            return
        self._timer = self._loop.call_later(min(self._until - now, self._limits.patience), self._watch_clock)
