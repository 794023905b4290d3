"""A request as ASGI describes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from httptools import HttpParserInvalidURLError, parse_url

from mock_entra.reading import Received, Unreadable

BAD_TARGET = Unreadable(400, "The target of the request is neither a path nor a URL.")
BAD_HOST = Unreadable(400, "A request names its host once.")


def scope_of(received: Received, *, tls: bool) -> dict[str, Any] | Unreadable:
    """The ASGI scope, or why there is none.

    The host of an absolute-form target stands for the Host header's (RFC 9112, section 3.2.2), which must be there once.
    """
    target, headers, hosts = received.target, received.headers, received.all(b"host")
    if len(hosts) > 1 or (not hosts and received.version != "1.0"):
        return BAD_HOST
    try:
        if not target.startswith(b"/"):
            url = parse_url(target)
            if not url.host:
                return BAD_TARGET
            host = url.host + (b":%d" % url.port if url.port else b"")
            headers = [(b"host", host), *(header for header in headers if header[0] != b"host")]
            target = (url.path or b"/") + (b"?" + url.query if url.query else b"")
        path, _, query = target.partition(b"?")
        text = path.decode("ascii")
    except (HttpParserInvalidURLError, UnicodeDecodeError):
        return BAD_TARGET
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": received.version,
        "method": received.method,
        "scheme": "https" if tls else "http",
        "path": unquote(text) if "%" in text else text,
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": None,
        "server": None,
    }
