"""What the mock saw: an entry a request, never with a secret, an assertion or a whole token in it."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from mock_entra.pages import page_for
from mock_entra.redact import masked

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
        said = f"{self.status} {self.method} {self.host}{self.path}"
        return f"{said}  {self.why}" if self.code else said

    @property
    def why(self) -> str:
        """The refusal's code, the rule behind it, and the page that explains it; empty where nothing was refused."""
        told = f"{self.code}: {self.rule}" if self.rule else self.code
        return f"{told} ({self.page})" if self.page else told


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
    def codes(self) -> list[str]:
        """The codes of what was refused or spoiled, in that order."""
        return [exchange.code for exchange in self if exchange.code]

    @property
    def refused_hosts(self) -> list[str]:
        """Names of hosts that were asked for and that the mock does not play."""
        return sorted(self._refused_hosts)


class Journal:
    """Tells every listener of every exchange; `secrets` gives what no entry may hold, beside what looks like a secret."""

    def __init__(self) -> None:
        self.secrets: Callable[[], tuple[str, ...]] = tuple
        self._listeners: list[Listener] = []

    def add(self, exchange: Exchange) -> None:
        secrets = self.secrets()
        for name in ("host", "path", "client", "who"):
            setattr(exchange, name, masked(getattr(exchange, name), secrets))
        exchange.page = page_for(exchange.code)
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
