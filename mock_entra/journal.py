"""What the mock saw: an entry a request, never with a secret, an assertion or a whole token in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Listener = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request and how it was answered; `refused_host` marks a name that the mock does not play."""

    machine: str
    method: str
    host: str
    path: str
    client: str = ""
    who: str = ""
    status: int = 0
    code: str = ""
    rule: str = ""
    page: str = ""
    refused_host: bool = False
    time: float = field(default_factory=time.time)

    def __str__(self) -> str:
        moment = time.strftime("%H:%M:%S", time.localtime(self.time))
        line = f"{moment} {self.machine} {self.status} {self.method} {self.host}{self.path}"
        for label, value in (("client", self.client), ("who", self.who)):
            line += f" {label}={value}" if value else ""
        if self.code:
            line += f"\n         {self.code}: {self.rule}"
            line += f" ({self.page})" if self.page else ""
        return line


class Seen(list[Exchange]):
    """The exchanges of one stretch of time, in the order in which they were answered."""

    @property
    def refused_hosts(self) -> list[str]:
        """Names of hosts that were asked for and that the mock does not play."""
        return sorted({exchange.host for exchange in self if exchange.refused_host})


class Journal:
    """Tells every listener of every exchange."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def add(self, exchange: Exchange) -> None:
        for listener in tuple(self._listeners):
            listener(exchange)

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    @contextmanager
    def watch(self) -> Iterator[Seen]:
        """Collect the exchanges from here to the end of the block."""
        seen = Seen()
        with self.listening(seen.append):
            yield seen
