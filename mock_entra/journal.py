"""What the mock saw: an entry a request, never with a secret, an assertion or a whole token in it."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

KEPT = 10_000
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

    def as_json(self) -> str:
        """The exchange as one line of JSON; `time` is in epoch seconds."""
        return json.dumps(asdict(self))

    def __str__(self) -> str:
        moment = time.strftime("%H:%M:%S", time.localtime(self.time))
        line = f"{moment} {self.machine} {self.status} {self.method} {self.host}{self.path}"
        for label, value in (("client", self.client), ("who", self.who)):
            line += f" {label}={value}" if value else ""
        if self.code:
            line += f"\n         {self.code}: {self.rule}"
            line += f" ({self.page})" if self.page else ""
        return line


class Seen(deque[Exchange]):
    """The exchanges of one stretch of time, in the order in which they were answered; the last ten thousand of them."""

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT)
        self._refused_hosts: set[str] = set()

    def append(self, exchange: Exchange) -> None:
        super().append(exchange)
        if exchange.refused_host:
            self._refused_hosts.add(exchange.host)

    @property
    def refused_hosts(self) -> list[str]:
        """Names of hosts that were asked for and that the mock does not play."""
        return sorted(self._refused_hosts)


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
