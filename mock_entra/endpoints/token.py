"""The token endpoints, v2 and v1: hands a form body to the module of its grant type.

Plays https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and, for v1,
https://learn.microsoft.com/previous-versions/azure/active-directory/azuread-dev/v1-oauth2-client-creds-grant-flow.
Not played: mutual TLS, CORS (the answer to OPTIONS, and what a request with Origin gets), GET with a form body, which v1
is recorded to have taken in 2020.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.grants import GRANTS, Asked
from mock_entra.refusals import refuse
from mock_entra.replies import reply


async def issue_v2(request: Request) -> Response:
    return _issue(request, "2.0")


async def issue_v1(request: Request) -> Response:
    return _issue(request, "1.0")


async def refuse_verb(request: Request) -> Response:
    """Which methods the endpoint names was reported by people who opened it in a browser."""
    refuse("AADSTS900561", allowed="POST, OPTIONS", method=request.method)


def _issue(request: Request, version: str) -> Response:
    form = _form(request)
    if not (grant_type := form.get("grant_type")):
        refuse("AADSTS900144", name="grant_type")
    if grant_type not in GRANTS:
        refuse("AADSTS70003", grant=grant_type)
    asked = Asked(request, version, request.path_params.get("tenant", ""), form)
    return reply(request, GRANTS[grant_type](asked))


def _form(request: Request) -> dict[str, str]:
    """The parameters of a form body; a body of any other type is not read, as Entra does not read it.

    One without a value is as if it were not there: RFC 6749, section 3.2.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        return {}
    return dict(parse_qsl(request.state.body.decode("utf-8", "replace")))
