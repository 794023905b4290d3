"""uvicorn's HTTP protocol with bounds of its own: on the size of a head, and on every wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from httptools import parse_url
from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from mock_entra.bounds import MALFORMED, PIPELINED, TOO_LARGE, TOO_MANY, TOO_SLOW, Limits, plain
from mock_entra.gathering import Gathering

SEPARATORS = len(b": \r\n")


def configuration(application: ASGIApp, limits: Limits) -> Config:
    """How uvicorn serves: without headers of its own, since each service has its own, and in silence."""
    found = Config(
        cast(Any, application),
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=cast(int, limits.idle),  # asyncio takes a part of a second too
    )
    found.load()
    return found


class Deadline:
    """Calls `late` once, `seconds` after the last start, unless it is stopped before."""

    def __init__(self, seconds: float, late: Callable[[], None]) -> None:
        self._seconds, self._late = seconds, late
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._late)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


class Connection(HttpToolsProtocol):
    """`connected` is the host that its tunnel was opened to, if it has one; `forget` is called when it is lost."""

    def __init__(self, config: Config, limits: Limits, connected: str | None, forget: Callable[[], None]) -> None:
        own: dict[str, Any] = {"connected": connected, "abort": self._abort, "close": self._close}
        super().__init__(config, ServerState(), own, asyncio.get_running_loop())
        self._limits, self._forget = limits, forget
        self._fed, self._in_head, self._refused = 0, True, False
        self._why = MALFORMED
        self._arrival = Deadline(limits.patience, self._give_up)
        self._reading = Deadline(limits.patience, self._abort)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, Gathering(cast(asyncio.Transport, transport))))
        self._arrival.start()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrival.stop()
        self._reading.stop()
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        super().data_received(data)
        self._fed += len(data)
        if self._in_head and self._fed > self._limits.head and not self.transport.is_closing():
            self._why = TOO_LARGE
            self.send_400_response("")

    def on_message_begin(self) -> None:
        self._fed, self._in_head = 0, True
        self._arrival.start()
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:  # a trailer may not add to the head
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The host of an absolute-form target stands for the Host header's (RFC 9112, section 3.2.2), which is there once.

        Raises ValueError for what is no request, at which the parser stops and uvicorn answers 400.
        """
        self._in_head = False
        if len(self.pipeline) == PIPELINED:
            self._why = TOO_MANY
            raise ValueError(TOO_MANY[1])
        if len(self.url) + sum(len(name + value) + SEPARATORS for name, value in self.headers) > self._limits.head:
            self._why = TOO_LARGE
            raise ValueError(TOO_LARGE[1])
        url, hosts = parse_url(self.url), [value for name, value in self.headers if name == b"host"]
        if url.host:
            host = url.host + (b":%d" % url.port if url.port else b"")
            self.headers[:] = [(b"host", host), *(header for header in self.headers if header[0] != b"host")]
        elif not self.url.startswith(b"/"):
            raise ValueError("The target is neither a path nor a URL.")
        elif len(hosts) > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            raise ValueError("A request names its host once.")
        super().on_headers_complete()
        if self.parser.should_upgrade():  # declined, and what follows is read by nobody
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        self._arrival.stop()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Whoever does not read the answers is given up after a while."""
        super().pause_writing()
        self._reading.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._reading.stop()

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio reads the result, which uvicorn leaves out
        """A client that has said all it will say still gets its answer, and then the end; TLS has no such half."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.scheme == "https" or cycle is None or cycle.response_complete or cycle.more_body:
            return False
        cycle.keep_alive = False
        return True

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - our own words stand for it
        """Say what was wrong, in place of uvicorn's `msg`, once all that came before has been answered."""
        self._refused = True
        self.flow.pause_reading()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or cycle.more_body:
            self._end(*self._why)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._refused and self.cycle.response_complete:
            self._end(*self._why)

    def _give_up(self) -> None:
        if self._fed:
            self._end(*TOO_SLOW)
        else:
            self._abort()

    def _end(self, status: str, why: str) -> None:
        self.transport.write(plain(status, why))
        self.transport.close()

    def _abort(self) -> None:
        self.transport.abort()

    def _close(self) -> None:
        self.transport.close()
