"""What the services have in common: a host name, headers, a form of refusal, the ids and dates in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mock_entra.opaque import guid

if TYPE_CHECKING:
    from starlette.requests import Request

    from mock_entra.refusals import RefusedError

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Headers = list[tuple[str, str]]
CHUNKED = ("Transfer-Encoding", "chunked")


@dataclass(frozen=True, eq=False)
class Service:
    """One of Microsoft's services: the host name that it answers on, its headers and the form of its refusals."""

    host: str
    headers: Callable[[Request], Headers]
    refusal: Callable[[Request, RefusedError], Any]
    length: str = "Content-Length"


@lru_cache(maxsize=64)
def written(second: int) -> str:
    """A moment, in epoch seconds, as RFC 9110, section 5.6.7, writes it."""
    return formatdate(second, usegmt=True)


def http_date(request: Request) -> str:
    """When the request is answered, as RFC 9110, section 5.6.7, writes it."""
    return written(int(request.state.entra.now()))


def trace_id(request: Request) -> str:
    """The id of the request: `x-ms-request-id`, and `trace_id` in an error's body. Entra's end in 00 to 03."""
    state = request.scope["state"]
    if "trace_id" not in state:
        state["trace_id"] = guid()[:-2] + "00"
    return str(state["trace_id"])


def client_request_id(request: Request) -> str | None:
    """What the client calls this request, if it is a GUID."""
    given = request.headers.get("client-request-id", "")
    return given if GUID.fullmatch(given) else None


def aadsts(request: Request, refused: RefusedError, authority: str) -> dict[str, Any]:
    """The error body of Microsoft Entra ID; `authority` is the host in `error_uri`."""
    row = refused.refusal
    moment = datetime.fromtimestamp(request.state.entra.now(), UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    trace, correlation = trace_id(request), client_request_id(request) or guid()
    body: dict[str, Any] = {
        "error": refused.error,
        "error_description": f"{row.shown}: {refused.text}"
        f" Trace ID: {trace} Correlation ID: {correlation} Timestamp: {moment}",
        "error_codes": [row.number],
        "timestamp": moment,
        "trace_id": trace,
        "correlation_id": correlation,
    }
    if row.error_uri:
        body["error_uri"] = f"https://{authority}/error?code={row.number}"
    return body
