"""How answers look on the wire: which headers a service sends, in which order and letter case, and its error bodies."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.refusals import RefusedError

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Headers = list[tuple[str, str]]
CHUNKED = ("Transfer-Encoding", "chunked")
HTML = ("Content-Type", "text/html;charset=utf-8")


class HeaderName(bytes):
    """A header's name that keeps its letter case, which uvicorn would lower."""

    def lower(self) -> HeaderName:
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and bytes.lower(self) == bytes.lower(other)

    def __hash__(self) -> int:
        return hash(bytes.lower(self))


@dataclass(frozen=True)
class Service:
    """One of Microsoft's services: the host name that it answers on, its headers and the form of its refusals."""

    host: str
    headers: Callable[[Request], Headers]
    refusal: Callable[[Request, RefusedError], Any]
    length: str = "Content-Length"


def compact(body: Any) -> str:
    """JSON without white space, in the order of the keys, as every one of the services writes it."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def reply(request: Request, body: Any, status: int = 200, *, headers: Headers | None = None) -> Response:
    """The service's answer: `body` is text as it stands, or what becomes compact JSON."""
    service: Service = request.state.service
    content = (body if isinstance(body, str) else compact(body)).encode()
    response = Response(content, status)
    fields = service.headers(request) if headers is None else headers
    if request.scope["http_version"] == "1.0":
        fields = [field for field in fields if field != CHUNKED]
    length = [] if CHUNKED in fields else [(service.length, str(len(content)))]
    response.raw_headers = [(HeaderName(k.encode()), v.encode("latin-1")) for k, v in fields + length]
    return response


def answer(request: Request, refused: RefusedError) -> Response:
    """The service's answer to what it refuses."""
    service: Service = request.state.service
    body, headers = service.refusal(request, refused), service.headers(request)
    if isinstance(body, str):
        others = [(name, value) for name, value in headers if name.lower() != "content-type"]
        headers = [HTML, *others] if body else others
    return reply(request, body, refused.refusal.status, headers=headers)


def http_date(request: Request) -> str:
    """The moment as RFC 9110, section 5.6.7, writes it."""
    return formatdate(request.state.entra.now(), usegmt=True)


def trace_id(request: Request) -> str:
    """The id of the request: `x-ms-request-id`, and `trace_id` in an error's body. Entra's end in 00 to 03."""
    if not hasattr(request.state, "trace_id"):
        request.state.trace_id = str(uuid.uuid4())[:-2] + "00"
    return str(request.state.trace_id)


def client_request_id(request: Request) -> str | None:
    """What the client calls this request, if it is a GUID."""
    given = request.headers.get("client-request-id", "")
    return given if GUID.fullmatch(given) else None


def aadsts(request: Request, refused: RefusedError, authority: str) -> dict[str, Any]:
    """The error body of Microsoft Entra ID; `authority` is the host in `error_uri`."""
    row = refused.refusal
    moment = datetime.fromtimestamp(request.state.entra.now(), UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    trace, correlation = trace_id(request), client_request_id(request) or str(uuid.uuid4())
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
    if row.suberror:
        body["suberror"] = row.suberror
    return body
