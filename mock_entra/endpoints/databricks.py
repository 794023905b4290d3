"""A Databricks workspace: verifies the token as a workspace does, then answers a few calls of its REST API.

Plays https://docs.databricks.com/api/azure/workspace/introduction.
Not played: every other path, pages of results, a principal that both X-Databricks-Azure-* headers let in, tokens of the
workspace's own token endpoint: no principal of the directory has a Databricks OAuth secret.
"""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.contoso import DATABRICKS
from mock_entra.directory import DATABRICKS_RESOURCE, Workspace
from mock_entra.endpoints.bearer import claims
from mock_entra.refusals import refuse
from mock_entra.replies import reply

EXPIRY_MARGIN = 30
_CLUSTER = {
    "cluster_id": "1234-567890-reef123",
    "creator_user_name": "someone@example.com",
    "cluster_name": "shared",
    "spark_version": "15.4.x-scala2.12",
    "node_type_id": "Standard_DS3_v2",
    "driver_node_type_id": "Standard_DS3_v2",
    "autotermination_minutes": 60,
    "cluster_source": "UI",
    "state": "RUNNING",
    "state_message": "",
    "start_time": 1699436033000,
    "num_workers": 2,
}


async def me(request: Request) -> Response:
    """Who the token's principal is, as SCIM (RFC 7643) describes a user."""
    principal = _admit(request)
    schema = "urn:ietf:params:scim:schemas"
    name = principal["appid"]
    body = {
        "displayName": _display_name(request, name),
        "schemas": [f"{schema}:core:2.0:User", f"{schema}:extension:workspace:2.0:User"],
        "active": True,
        "groups": [
            {
                "display": "users",
                "type": "direct",
                "value": "123456789012345",
                "$ref": "Groups/123456789012345",
            }
        ],
        "id": "7654321098765432",
        "userName": name,
    }
    return reply(request, body)


async def list_clusters(request: Request) -> Response:
    _admit(request)
    return reply(request, {"clusters": [_CLUSTER]})


async def run_job(request: Request) -> Response:
    """Start a run of a job that the workspace has; the run's id is a number."""
    _admit(request)
    try:
        asked = json.loads(request.state.body)
    except (ValueError, RecursionError):
        refuse("databricks-no-map")
    if not isinstance(asked, dict):
        refuse("databricks-no-map")
    try:
        job = int(asked.get("job_id", 0))
    except (ValueError, TypeError, OverflowError):
        refuse("databricks-no-job-id")
    if job not in _workspace(request).jobs:
        refuse("databricks-no-job", job=str(job))
    return reply(request, {"run_id": 455644833, "number_in_job": 455644833})


async def configuration(request: Request) -> Response:
    """What SDKs read first: where the workspace's own OAuth server is."""
    host = _workspace(request).host
    workspace_id = host.removeprefix("adb-").partition(".")[0]
    return reply(request, {"oidc_endpoint": f"https://{host}/oidc", "workspace_id": workspace_id, "cloud": "Azure"})


async def authorization_server(request: Request) -> Response:
    """The metadata of the workspace's own OAuth server (RFC 8414), as far as SDKs read it."""
    root = f"https://{_workspace(request).host}/oidc"
    body = {"authorization_endpoint": f"{root}/v1/authorize", "token_endpoint": f"{root}/v1/token", "issuer": root}
    return reply(request, body)


async def refuse_secret(_request: Request) -> Response:
    """Whoever comes with a secret of Entra's is unknown to the workspace's own token endpoint."""
    refuse("databricks-client")


async def sign_in(request: Request) -> Response:
    """Sends a browser to the tenant's authorize endpoint; SDKs read the tenant from it."""
    tenant = _workspace(request).tenant
    target = (
        f"https://login.microsoftonline.com/{tenant}/oauth2/authorize"
        f"?client_id={DATABRICKS_RESOURCE}&response_type=code"
    )
    response = reply(request, "", 302)
    response.raw_headers.append((b"location", target.encode()))
    return response


async def refuse_path(request: Request) -> Response:
    """The refusal names the path without `/api/2.0`, as it was reported."""
    path = re.sub(r"^/api/\d\.\d(?=/)", "", request.scope["path"])
    refuse("databricks-not-found", method=request.method, path=path)


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.state.entra.directory.workspace(request.state.host)
    return workspace


def _admit(request: Request) -> dict[str, Any]:
    """The claims of a token that this workspace accepts.

    Raises RefusedError for a signature, an audience, an issuer, an age or a principal that it does not accept.
    """
    workspace = _workspace(request)
    found = claims(request, missing="databricks-no-token", malformed="databricks-no-token", invalid="databricks-token")
    if not DATABRICKS.accepts(found["aud"]):
        refuse("databricks-audience", expected=DATABRICKS_RESOURCE, actual=found["aud"])
    expected = f"https://sts.windows.net/{workspace.tenant}/"
    if found["iss"] != expected:
        refuse("databricks-issuer", expected=expected, actual=found["iss"])
    if found["exp"] <= request.state.entra.now() + EXPIRY_MARGIN:
        refuse("databricks-expired")
    if "x-databricks-azure-workspace-resource-id" in request.headers:
        _check_administrator(request)
    if found["oid"] not in workspace.members:
        refuse("databricks-not-a-member", workspace=workspace.host.removeprefix("adb-").partition(".")[0])
    return found


def _check_administrator(request: Request) -> None:
    """A request that names the workspace's Azure resource signs an administrator in, who shows Azure's token as well."""
    if "x-databricks-azure-sp-management-token" not in request.headers:
        refuse("databricks-management-token")


def _display_name(request: Request, client_id: str) -> str:
    applications = request.state.entra.directory.applications
    return next((a.name for a in applications if a.client_id == client_id), client_id)
