"""The bearer token of a request to an API: its claims, or which of the API's own refusals it meets (RFC 6750)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from mock_entra.refusals import refuse


def claims(request: Request, *, missing: str, malformed: str, invalid: str) -> dict[str, Any]:
    """The claims of the bearer token, its signature verified; audience, issuer and age are the caller's to judge.

    Raises RefusedError with the code `missing` without the header, `malformed` where it is no bearer token, else `invalid`.
    """
    given = request.headers.get("authorization", "")
    scheme, _, text = given.partition(" ")
    if not given:
        refuse(missing)
    if scheme.lower() != "bearer" or not text.strip():
        refuse(malformed)
    try:
        found: dict[str, Any] = request.state.entra.issuer.verify(text.strip())
    except ValueError:
        refuse(invalid)
    request.state.exchange.who = str(found.get("appid") or found.get("azp") or "")
    return found
