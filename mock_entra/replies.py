"""The answers themselves: headers in a service's order and letter case, and bodies as compact as the services'."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.refusals import RefusedError
from mock_entra.wire import CHUNKED, Headers, Service

FRAMING = ("content-length", "transfer-encoding", "connection")
COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
HTML = ("Content-Type", "text/html;charset=utf-8")


class HeaderName(bytes):
    """A header's name that keeps its letter case, which uvicorn would lower."""

    def lower(self) -> HeaderName:
        return self


class FramingName(HeaderName):
    """A header's name that uvicorn must know: it still equals the name in lower case."""

    def __init__(self, _name: bytes) -> None:
        self._small = bytes.lower(self)

    def __eq__(self, other: object) -> bool:
        return self._small == other

    def __hash__(self) -> int:
        return hash(self._small)


@cache
def _name(text: str) -> HeaderName:
    return (FramingName if text.lower() in FRAMING else HeaderName)(text.encode())


def compact(body: Any) -> str:
    """JSON without white space, in the order of the keys, as every one of the services writes it."""
    return COMPACT.encode(body)


def reply(request: Request, body: Any, status: int = 200, *, headers: Headers | None = None) -> Response:
    """The service's answer: `body` is text as it stands, or what becomes compact JSON."""
    service: Service = request.state.service
    content = (body if isinstance(body, str) else compact(body)).encode()
    response = Response(content, status)
    fields = service.headers(request) if headers is None else headers
    if request.scope["http_version"] == "1.0":
        fields = [field for field in fields if field != CHUNKED]
    length = [] if CHUNKED in fields else [(service.length, str(len(content)))]
    response.raw_headers = [(_name(k), v.encode("latin-1")) for k, v in fields + length]
    return response


def answer(request: Request, refused: RefusedError) -> Response:
    """The service's answer to what it refuses."""
    service: Service = request.state.service
    body, headers = service.refusal(request, refused), service.headers(request)
    if isinstance(body, str):
        others = [(name, value) for name, value in headers if name.lower() != "content-type"]
        headers = [HTML, *others] if body else others
    return reply(request, body, refused.refusal.status, headers=headers)
