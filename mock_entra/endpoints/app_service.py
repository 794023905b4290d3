"""The identity endpoint of App Service, Functions and Container Apps, API version 2019-08-01.

Plays https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference.
Not played: the older API version 2017-09-01 (MSI_ENDPOINT).
"""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.directory import ManagedIdentity
from mock_entra.endpoints.managed_identity import chosen, issue
from mock_entra.refusals import refuse
from mock_entra.replies import reply

VERSION = "2019-08-01"
SELECTORS = {
    "client_id": "client_id",
    "principal_id": "object_id",
    "object_id": "object_id",
    "mi_res_id": "resource_id",
}


async def issue_token(request: Request) -> Response:
    """A token for the app's identity; every value of the body is a string, `resource` is echoed as it was asked."""
    given, expected = request.headers.get("x-identity-header", ""), request.state.identity_header
    if not hmac.compare_digest(given.encode(), expected.encode()):
        refuse("app-service-header")
    _check_version(request)
    identity = _identity(request)
    asked = request.query_params.get("resource", "")
    audience = asked.removesuffix("/.default")  # accepted and echoed: reported twice, 2023-11 and 2024-02
    resource = request.state.entra.directory.resource(audience)
    if resource is None:
        refuse("app-service-resource")
    token = issue(request, identity, resource, audience)
    body = {
        "access_token": token.text,
        "expires_on": str(token.expires_on),
        "resource": asked,
        "token_type": "Bearer",
        "client_id": identity.client_id,
    }
    return reply(request, body)


async def refuse_verb(_request: Request) -> Response:
    refuse("app-service-method")


async def refuse_path(_request: Request) -> Response:
    refuse("app-service-not-found")


def _check_version(request: Request) -> None:
    version = request.query_params.get("api-version", "")
    if not version:
        refuse("app-service-no-api-version")
    if version != VERSION:
        refuse("app-service-api-version", uri=str(request.url), version=version)


def _identity(request: Request) -> ManagedIdentity:
    found = chosen(request, SELECTORS)
    named = any(request.query_params.get(name) for name in SELECTORS)
    found = found if named else [i for i in found if i.system_assigned]
    return found[0] if found else refuse("app-service-no-identity")
