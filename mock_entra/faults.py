"""Faults on request: which answers go wrong, how, and when, as `offset, times, match`.

A fault passes over the first `offset` requests that it matches, spoils the next `times`, and is spent. Of several, the first
that is not spent counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

HTML = "<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>We received a bad request.</body></html>"


@dataclass(frozen=True)
class Asking:
    """What a fault can match: each an exact value, "" where the request has none."""

    endpoint: str
    tenant: str = ""
    grant: str = ""
    client: str = ""


@dataclass
class Fault:
    """One entry of the script.

    `kind` is a key of KINDS. `endpoint` (token, discovery, imds, app-service, resource-manager, databricks), `tenant` (a tenant
    id), `grant` (a grant type) and `client` (a client id) narrow what it matches. `retry_after` and `seconds` are in seconds.
    Raises ValueError for a kind that does not exist.
    """

    kind: str
    offset: int = 0
    times: int = 1
    endpoint: str = ""
    tenant: str = ""
    grant: str = ""
    client: str = ""
    retry_after: int = 60
    seconds: float = 1.0
    met: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no fault {self.kind!r}: choose one of {', '.join(KINDS)}.")

    def meets(self, asking: Asking) -> bool:
        """Whether this request is one to spoil; counts it."""
        wanted = {name: getattr(self, name) for name in ("endpoint", "tenant", "grant", "client")}
        if any(value and value != getattr(asking, name) for name, value in wanted.items()):
            return False
        if self.met >= self.offset + self.times:
            return False
        self.met += 1
        return self.met > self.offset


@dataclass(frozen=True)
class Spoiled:
    """The request that a fault spoils, as ASGI has it, and how it would have been answered."""

    fault: Fault
    entra: Any
    scope: Scope
    receive: Receive
    send: Send
    properly: Callable[[Send], Awaitable[None]]


async def _say(spoiled: Spoiled, response: Response) -> None:
    await response(spoiled.scope, spoiled.receive, spoiled.send)


async def _gone(spoiled: Spoiled) -> None:
    """Until the server has noticed that the connection has ended."""
    while (await spoiled.receive())["type"] != "http.disconnect":
        pass


async def throttle(spoiled: Spoiled) -> None:
    """429 as recorded in AzureAD/microsoft-authentication-library-for-dotnet#2855: plain text, Retry-After in seconds."""
    after = {"Retry-After": str(spoiled.fault.retry_after)}
    await _say(spoiled, PlainTextResponse("Too Many Requests", 429, after))


def _status(code: int) -> Callable[[Spoiled], Awaitable[None]]:
    async def answer(spoiled: Spoiled) -> None:
        await _say(spoiled, PlainTextResponse("", code))

    return answer


async def html(spoiled: Spoiled) -> None:
    """An error page where JSON was expected, as a gateway sends it."""
    await _say(spoiled, Response(HTML, 502, media_type="text/html"))


async def slow(spoiled: Spoiled) -> None:
    """The right answer, `seconds` late."""
    await asyncio.sleep(spoiled.fault.seconds)
    await spoiled.properly(spoiled.send)


async def drop(spoiled: Spoiled) -> None:
    """The connection ends before an answer."""
    spoiled.scope["state"]["abort"]()
    await _gone(spoiled)


async def truncate(spoiled: Spoiled) -> None:
    """The right head, and the first half of the body."""

    async def half(message: Message) -> None:
        if message["type"] == "http.response.body":
            body = message.get("body", b"")
            await spoiled.send({"type": message["type"], "body": body[: len(body) // 2], "more_body": True})
            spoiled.scope["state"]["close"]()
            await _gone(spoiled)
        else:
            await spoiled.send(message)

    await spoiled.properly(half)


async def roll_over(spoiled: Spoiled) -> None:
    """From this request on, a new key signs."""
    spoiled.entra.issuer.keys.roll_over()
    await spoiled.properly(spoiled.send)


KINDS: dict[str, Callable[[Spoiled], Awaitable[None]]] = {
    "throttle": throttle,
    "not-found": _status(404),
    "gone": _status(410),
    "error": _status(500),
    "unavailable": _status(503),
    "html": html,
    "slow": slow,
    "drop": drop,
    "truncate": truncate,
    "roll-over": roll_over,
}


def imds_ladder() -> list[Fault]:
    """What IMDS may say while it is updated, one rung a request: 404, 410, 429, 500, and then the token."""
    return [Fault(kind, endpoint="imds") for kind in ("not-found", "gone", "throttle", "error")]
