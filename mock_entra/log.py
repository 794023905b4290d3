"""Prints what the mock saw, a line a request: in columns for a person, or as JSON for a program."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from mock_entra.journal import Exchange

RED, GREEN, YELLOW, DIM = 31, 32, 33, 2
CLIENT = 28  # characters: azsdk-python-identity/1.27.0
GUID = 36
ERROR = 400


@dataclass(frozen=True)
class Log:
    """A listener that writes to a stream; where that has been closed, the request is answered all the same."""

    stream: TextIO
    as_json: bool = False
    colour: bool = False

    def __call__(self, exchange: Exchange) -> None:
        text = exchange.as_json() if self.as_json else line(exchange, colour=self.colour)
        with suppress(OSError, ValueError):
            print(text, file=self.stream, flush=True)


def line(exchange: Exchange, *, colour: bool = False) -> str:
    """Time, status, method, client application, who it is, what was asked, and for a refusal why."""

    def paint(text: str, number: int) -> str:
        return f"\x1b[{number}m{text}\x1b[0m" if colour and text else text

    good = exchange.status < ERROR
    moment = time.strftime("%H:%M:%S", time.localtime(exchange.time))
    status = paint(f"{exchange.status or '-':>3}", GREEN if good else RED)
    who = f"{exchange.client or '-':{CLIENT}} {exchange.who or '-':{GUID}}"
    words = [paint(moment, DIM), status, f"{exchange.method:7}", who, f"{exchange.host}{exchange.path}"]
    return " ".join([*words, paint(exchange.why, YELLOW)]).rstrip()


def wants_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR (https://no-color.org) or a dumb terminal says otherwise."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
