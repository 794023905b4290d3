"""Where a job of GitHub Actions asks who it is, if its workflow has the permission `id-token: write`.

Plays https://docs.github.com/en/actions/reference/security/oidc.
Not played: customised subjects, GitHub Enterprise Server.
"""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.refusals import refuse
from mock_entra.replies import reply
from mock_entra.workloads import GITHUB_ACTIONS

OWNER = "https://github.com/contoso"  # the audience of a token for which none was asked


async def issue_token(request: Request) -> Response:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), request.state.identity_header.encode()):
        refuse("github-token")
    entra, audience = request.state.entra, request.query_params.get("audience") or OWNER
    token = entra.issuers.vouch(GITHUB_ACTIONS, now=entra.now(), audience=audience)
    return reply(request, {"count": len(token), "value": token})


async def refuse_path(_request: Request) -> Response:
    refuse("github-not-found")
