"""Where a job of Azure Pipelines asks for the token of a service connection that uses workload identity federation.

Plays https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create.
Not played: the token of the pipeline itself, which a request without a service connection gets.
"""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.refusals import refuse
from mock_entra.replies import reply
from mock_entra.workloads import AZURE_DEVOPS, SERVICE_CONNECTION

SIGN_IN = "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com"


async def issue_token(request: Request) -> Response:
    if not any(name in request.headers for name in ("content-length", "transfer-encoding")):
        refuse("azure-devops-length")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), request.state.identity_header.encode()):
        if request.headers.get("x-tfs-fedauthredirect", "").lower() == "suppress":
            refuse("azure-devops-token")
        request.state.location = SIGN_IN
        refuse("azure-devops-redirect", location=SIGN_IN)
    if "api-version" not in request.query_params and "api-version=" not in request.headers.get("accept", ""):
        refuse("azure-devops-api-version")
    if request.query_params.get("serviceConnectionId", "").lower() != SERVICE_CONNECTION:
        refuse("azure-devops-connection")
    entra = request.state.entra
    return reply(request, {"oidcToken": entra.issuers.vouch(AZURE_DEVOPS, now=entra.now())})


async def refuse_path(_request: Request) -> Response:
    refuse("azure-devops-connection")
