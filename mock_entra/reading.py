"""Reads requests off a connection (RFC 9112) with httptools, within limits on the size of a head and of a body."""

from __future__ import annotations

from dataclasses import dataclass, field

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser


@dataclass(frozen=True)
class Limits:
    """Bytes of a head and of a body; seconds that a request may take to arrive, and that a connection may be idle."""

    head: int = 65536
    body: int = 1024 * 1024
    patience: float = 20.0
    idle: float = 60.0


@dataclass
class Received:
    """One request; `body` is None where it is larger than the limit."""

    target: bytes = b""
    method: str = ""
    version: str = "1.1"
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes | None = b""
    keep_alive: bool = True

    def all(self, name: bytes) -> list[bytes]:
        """Every value of a header; `name` is in lower case."""
        return [value for key, value in self.headers if key == name]


@dataclass(frozen=True)
class Unreadable:
    """What came is no request: the status to say so with, and one sentence."""

    status: int
    text: str


MALFORMED = Unreadable(400, "This is no HTTP/1.1 request.")
HEAD_TOO_LARGE = Unreadable(431, "The head of the request is too large.")


class Reader:
    """Puts together what the parser finds; after the last request of a connection it reads no more.

    `ended` tells that it does not, `begun` that a part of a request has come, `expecting` that the client waits for
    100 Continue (RFC 9110, section 10.1.1).
    """

    def __init__(self, limits: Limits) -> None:
        self.ended = self.begun = self.expecting = False
        self._limits = limits
        self._parser = HttpRequestParser(self)
        self._now = Received()
        self._body = bytearray()
        self._in_head = True
        self._head_size = self._fed = 0
        self._why = MALFORMED
        self._found: list[Received | Unreadable] = []

    def feed(self, data: bytes) -> list[Received | Unreadable]:
        """The requests that these bytes complete, perhaps with what is wrong with the rest at the end."""
        self._found = []
        if not self.ended:
            self._fed += len(data)
            self._parse(data)
        if self.begun and self._in_head and self._fed > self._limits.head and not self.ended:
            self._end(HEAD_TOO_LARGE)
        return self._found

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade as upgrade:  # declined by answering as if it had not been asked for
            self._parser = HttpRequestParser(self)
            self._parse(data[upgrade.args[0] :])
        except HttpParserError:
            if not self.ended:
                self._end(self._why)

    def _end(self, last: Received | Unreadable) -> None:
        self._found.append(last)
        self.end()

    def end(self) -> None:
        """Read no more."""
        self.ended = True
        self.begun = self.expecting = False

    def on_message_begin(self) -> None:
        self.begun = self._in_head = True
        self._now, self._body = Received(), bytearray()
        self._head_size = self._fed = 0

    def on_url(self, url: bytes) -> None:
        self._now.target += url
        self._grow(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._grow(len(name) + len(value) + 4)
        if self._in_head:  # a trailer may not add to the head
            self._now.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self._in_head = False
        now, parser = self._now, self._parser
        now.method, now.version = parser.get_method().decode("ascii"), parser.get_http_version()
        now.keep_alive = parser.should_keep_alive()
        if any(int(length) > self._limits.body for length in now.all(b"content-length")):
            self._refuse_body()
        self.expecting = [value.lower() for value in now.all(b"expect")] == [b"100-continue"]

    def on_body(self, body: bytes) -> None:
        self.expecting = False
        self._body += body
        if len(self._body) > self._limits.body:
            self._refuse_body()

    def on_message_complete(self) -> None:
        self.begun = self.expecting = False
        self._now.body = bytes(self._body)
        if self._now.keep_alive:
            self._found.append(self._now)
        else:
            self._end(self._now)

    def _refuse_body(self) -> None:
        self._now.body, self._now.keep_alive = None, False
        self._end(self._now)
        raise ValueError("The body is too large.")  # stops the parser

    def _grow(self, size: int) -> None:
        self._head_size += size
        if self._head_size > self._limits.head:
            self._why = HEAD_TOO_LARGE
            raise ValueError(HEAD_TOO_LARGE.text)  # stops the parser
