"""What each kind of fault does to the answer that a request would have had."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from mock_entra.directory import expire_secrets

if TYPE_CHECKING:
    from mock_entra.faults import Fault

HTML = "<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>We received a bad request.</body></html>"


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
    """The connection ends before an answer; the journal says so, with status 0."""
    spoiled.entra.journal.add(spoiled.scope["state"]["exchange"])
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


async def expire(spoiled: Spoiled) -> None:
    """From this request on, the secrets of the fault's client, or of all in the request's tenant, have expired."""
    state = spoiled.scope["state"]["entra"]
    expire_secrets(state.directory, spoiled.fault.client, state.tenant, state.clock.now)
    await spoiled.properly(spoiled.send)


async def roll_over(spoiled: Spoiled) -> None:
    """From this request on, a new key signs."""
    spoiled.entra.issuer.keys.roll_over()
    await spoiled.properly(spoiled.send)


async def later(spoiled: Spoiled) -> None:
    """The right answer; after it, `seconds` have passed for the request's tenant."""
    state = spoiled.scope["state"]["entra"]
    await spoiled.properly(spoiled.send)
    state.clock.move(spoiled.fault.seconds, state.tenant)


SPOIL: dict[str, Callable[[Spoiled], Awaitable[None]]] = {
    "throttle": throttle,
    "not-found": _status(404),
    "gone": _status(410),
    "error": _status(500),
    "unavailable": _status(503),
    "html": html,
    "slow": slow,
    "drop": drop,
    "truncate": truncate,
    "expire-secrets": expire,
    "roll-over": roll_over,
    "later": later,
}
