"""Writes answers onto a connection: the head in the application's spelling, and with the body in one piece."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from starlette.types import Message

from mock_entra.reading import Received, Unreadable

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}


class Answer:
    """The answer to one request, as ASGI's `send`; `complete` tells that all of it has been written."""

    def __init__(self, received: Received, write: Callable[[bytes], None]) -> None:
        self.started = self.complete = False
        self._received, self._write = received, write
        self._bodiless = received.method == "HEAD"
        self._chunked = False
        self._head = b""

    async def send(self, message: Message) -> None:
        """Take a message of ASGI's; the head waits for the first piece of the body."""
        if message["type"] == "http.response.start":
            self.started = True
            self._head = self._start(message["status"], list(message["headers"]))
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._bodiless:
            body = b""
        elif self._chunked:
            body = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
            body += b"" if more else b"0\r\n\r\n"
        self._write(self._head + body)
        self._head = b""
        self.complete = not more

    def _start(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        self._bodiless = self._bodiless or status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
        if (b"Transfer-Encoding", b"chunked") in headers:
            self._chunked = self._received.version == "1.1"
            if not self._chunked:  # HTTP/1.0 does not know it: there the connection's end is the body's
                headers.remove((b"Transfer-Encoding", b"chunked"))
                self._received.keep_alive = False
        if not self._received.keep_alive:
            headers.append((b"Connection", b"close"))
        lines = [b"%b: %b\r\n" % header for header in headers]
        if any(line.count(b"\n") > 1 for line in lines):
            raise ValueError("A header's value holds the end of a line.")
        return b"".join([STATUS_LINES[status], *lines, b"\r\n"])


def plain(why: Unreadable) -> bytes:
    """A whole answer of one sentence, after which the connection ends."""
    body = f"{why.text}\n".encode()
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return STATUS_LINES[why.status] + head.encode() + body
