"""What an identity provider publishes for those who verify its tokens: its configuration and its keys.

Plays https://openid.net/specs/openid-connect-discovery-1_0.html as far as a relying party that only verifies needs it.
Not played: signing in to the provider.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.refusals import refuse
from mock_entra.replies import reply
from mock_entra.workloads import WORKLOADS, Workload

CONFIGURATION = "/.well-known/openid-configuration"


async def configuration(request: Request) -> Response:
    workload = _workload(request, CONFIGURATION)
    body = {
        "issuer": workload.issuer,
        "jwks_uri": f"https://{workload.host}{workload.keys}",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }
    return reply(request, body)


async def keys(request: Request) -> Response:
    found = [w for w in _at(request) if w.keys == request.url.path]
    workload = found[0] if found else refuse("provider-not-found")
    return reply(request, {"keys": request.state.entra.issuers.members(workload.issuer)})


async def refuse_path(_request: Request) -> Response:
    refuse("provider-not-found")


def _at(request: Request) -> list[Workload]:
    return [workload for workload in WORKLOADS if workload.host == request.state.host]


def _workload(request: Request, end: str) -> Workload:
    """The workload whose issuer lies at the path; discovery documents lie below an issuer's own path."""
    path = request.url.path.removesuffix(end).strip("/")
    found = [workload for workload in _at(request) if workload.path == path]
    return found[0] if found else refuse("provider-not-found")
