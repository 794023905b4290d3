"""The services outside Microsoft Entra ID: identity providers, and where a job asks for the token that says who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_entra.wire import Headers, Service, http_date
from mock_entra.workloads import JOB, PLAN, PROJECT, WORKLOADS

if TYPE_CHECKING:
    from starlette.requests import Request

    from mock_entra.refusals import RefusedError


_WEB_API = "Microsoft.VisualStudio.Services.WebApi"


def _headers(request: Request) -> Headers:
    """What is common to them; their own telemetry and caching headers are left out."""
    headers = [("Content-Type", "application/json; charset=utf-8"), ("Date", http_date(request))]
    location = getattr(request.state, "location", "")
    return [*headers, ("Location", location)] if location else headers


def _refusal(_request: Request, refused: RefusedError) -> str:
    return refused.text


def _refusal_of_azure_devops(_request: Request, refused: RefusedError) -> dict[str, Any] | str:
    if not refused.error:
        return refused.text
    kind = f"{_WEB_API}.{refused.error}, {_WEB_API}"
    body = {"$id": "1", "innerException": None, "message": refused.text, "typeName": kind}
    return body | {"typeKey": refused.error, "errorCode": 0, "eventId": 3000}


PROVIDERS = tuple(Service(host, _headers, _refusal) for host in sorted({workload.host for workload in WORKLOADS}))
GITHUB_JOBS = Service("pipelines.actions.githubusercontent.com", _headers, _refusal)
AZURE_DEVOPS = Service("dev.azure.com", _headers, _refusal_of_azure_devops)
# Where a job asks for its token.
GITHUB_PATH = f"/contoso/_apis/distributedtask/hubs/Actions/plans/{PLAN}/jobs/{JOB}/idtoken"
AZURE_DEVOPS_PATH = f"/contoso/{PROJECT}/_apis/distributedtask/hubs/build/plans/{PLAN}/jobs/{JOB}/oidctoken"
