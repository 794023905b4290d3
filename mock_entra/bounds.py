"""How much a client may send and how long it may take, and the one sentence that it is told beyond that."""

from __future__ import annotations

from dataclasses import dataclass

TOO_SLOW = "408 Request Timeout", "The request took too long to arrive."
TOO_LARGE = "431 Request Header Fields Too Large", "The head of the request is too large."
TOO_MANY = "429 Too Many Requests", "Too many requests wait on this connection: read their answers first."
MALFORMED = "400 Bad Request", "This is no HTTP/1.1 request."
PIPELINED = 100


@dataclass(frozen=True)
class Limits:
    """Bytes of a head; seconds that a request may take to arrive, and that a connection may be idle."""

    head: int = 65536
    patience: float = 20.0
    idle: float = 60.0


def plain(status: str, why: str) -> bytes:
    """A whole answer of one sentence, after which the connection ends."""
    body = f"{why}\n".encode()
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return f"HTTP/1.1 {status}\r\n{head}".encode() + body
