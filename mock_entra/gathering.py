"""Sends in one piece what is written in one go: of a head and its body uvicorn makes two TLS records, two system calls."""

from __future__ import annotations

import asyncio
from typing import Any


class Gathering:
    """A transport (`asyncio.Transport`) whose writes leave together, once what runs at the moment has run."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._parts:
            asyncio.get_running_loop().call_soon(self._send)
        self._parts.append(data)

    def close(self) -> None:
        """End the connection after what has been written."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._parts and not self._transport.is_closing():  # aborted meanwhile, or closed by the other side
            self._transport.write(b"".join(self._parts))
        self._parts.clear()
