"""A load generator: keep-alive connections, each with one request under way, for some seconds; the same for every server.

It runs in a process of its own: `python -m bench.load` reads a `Load` as JSON from standard input and prints a `Measured`.
"""

from __future__ import annotations

import asyncio
import json
import math
import ssl
import statistics
import sys
import time
from dataclasses import asdict, dataclass

import uvloop

ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Load:
    """Whom to ask what: `tunnel` is the HOST:PORT for a proxy's CONNECT, `authority` a CA file; without one there is no TLS."""

    port: int
    host: str
    request: str
    tunnel: str = ""
    authority: str = ""
    connections: int = 1
    seconds: float = 3.0


@dataclass(frozen=True)
class Measured:
    """Answers a second, and the latency's median and 99th percentile in milliseconds."""

    rate: float
    median: float
    p99: float
    answers: int


class Client:
    """One connection that asks again as soon as it is answered."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._request = load.request.encode()
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def connect(self, context: ssl.SSLContext | None) -> None:
        """Connect, through the proxy where there is one.

        Raises OSError, and RuntimeError if the proxy refuses.
        """
        load = self._load
        if not load.tunnel:
            name = load.host if context else None
            streams = asyncio.open_connection("127.0.0.1", load.port, ssl=context, server_hostname=name)
            self._reader, self._writer = await streams
            return
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", load.port)
        self._writer.write(f"CONNECT {load.tunnel} HTTP/1.1\r\nHost: {load.tunnel}\r\n\r\n".encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head:
            raise RuntimeError(f"The proxy said: {head.decode('latin-1')}")
        if context:
            await self._writer.start_tls(context, server_hostname=load.host)

    async def begin(self, context: ssl.SSLContext | None) -> None:
        """Connect, and have one answer that does not count."""
        await self.connect(context)
        await self.ask()

    async def ask(self) -> bytes:
        """The body of one answer.

        Raises RuntimeError if it is not 200 with a token, TimeoutError after ten seconds.
        """
        self._writer.write(self._request)
        async with asyncio.timeout(ANSWER_SECONDS):
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            body = await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200 ") or b'"access_token":' not in body.replace(b" ", b""):
            raise RuntimeError(f"Not a token: {head.decode('latin-1')}{body.decode()}")
        return body

    async def repeat(self, end: float) -> list[float]:
        """Ask until `end`; the latencies in seconds."""
        found = []
        while (start := time.perf_counter()) < end:
            await self.ask()
            found.append(time.perf_counter() - start)
        return found

    def close(self) -> None:
        self._writer.close()


async def measure(load: Load) -> Measured:
    """Put the load on the server."""
    context = ssl.create_default_context(cafile=load.authority) if load.authority else None
    clients = [Client(load) for _ in range(load.connections)]
    await asyncio.gather(*(client.begin(context) for client in clients))
    start = time.perf_counter()
    rows = await asyncio.gather(*(client.repeat(start + load.seconds) for client in clients))
    took = time.perf_counter() - start
    for client in clients:
        client.close()
    found = sorted(latency * 1000 for row in rows for latency in row)
    p99 = found[math.ceil(len(found) * 0.99) - 1]
    return Measured(len(found) / took, statistics.median(found), p99, len(found))


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(measure(Load(**json.load(sys.stdin)))))))
