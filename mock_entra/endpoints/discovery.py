"""What clients read before they ask for a token: instance discovery, OpenID configurations and signing keys.

Plays https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document.
Not played: sovereign clouds, the tenant regions other than NA.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.directory import Tenant
from mock_entra.documents import document
from mock_entra.grants.asked import SHARED_TENANTS
from mock_entra.refusals import refuse
from mock_entra.replies import reply
from mock_entra.services import discovery_headers

REGION = "NA"


async def instance(request: Request) -> Response:
    """Which hosts are Microsoft's, and where the tenant of `authorization_endpoint` is described."""
    try:
        asked = urlsplit(request.query_params.get("authorization_endpoint", ""))
    except ValueError:  # a bracketed host that is no IPv6 address
        refuse("AADSTS50049")
    tenant = asked.path.strip("/").partition("/")[0]
    body = document("instance-discovery", tenant)
    if not any(asked.hostname in entry["aliases"] for entry in body["metadata"]):
        refuse("AADSTS50049")
    if request.query_params.get("api-version") == "1.0":
        body = {"tenant_discovery_endpoint": body["tenant_discovery_endpoint"]}
    return _serve(request, body)


async def configuration_v2(request: Request) -> Response:
    return _serve(request, _configuration(request, "openid-configuration-v2"))


async def configuration_v1(request: Request) -> Response:
    return _serve(request, _configuration(request, "openid-configuration-v1"))


async def keys_v2(request: Request) -> Response:
    issuer = f"https://login.microsoftonline.com/{_issuer(_tenant(request))}/v2.0"
    return _serve(request, {"keys": [key.member(issuer) for key in request.state.entra.issuer.keys.all()]})


async def keys_v1(request: Request) -> Response:
    return _serve(request, {"keys": [key.member(None) for key in request.state.entra.issuer.keys.all()]})


async def refuse_verb(request: Request) -> Response:
    """The documents' own headers name the methods: Access-Control-Allow-Methods."""
    refuse("AADSTS900561", allowed="GET, OPTIONS", method=request.method)


async def refuse_path(_request: Request) -> Response:
    refuse("entra-not-found")


def _configuration(request: Request, name: str) -> dict[str, Any]:
    tenant = _tenant(request)
    return document(name, tenant, _issuer(tenant), "" if tenant in SHARED_TENANTS else REGION)


def _serve(request: Request, body: dict[str, Any]) -> Response:
    return reply(request, body, headers=discovery_headers(request))


def _tenant(request: Request) -> str:
    """The tenant of the path as documents name it: a GUID, or one of the shared words.

    Raises RefusedError for every other word; the token endpoint tells one that can be no tenant's from one that is not known.
    """
    name: str = request.path_params["tenant"]
    if name in SHARED_TENANTS:
        return name
    found: Tenant | None = request.state.entra.directory.tenant(name)
    return found.id if found else refuse("AADSTS90002", error="invalid_tenant", tenant=name)


def _issuer(tenant: str) -> str:
    """What stands for the tenant in an issuer: for a shared tenant the word in braces."""
    return "{tenantid}" if tenant in SHARED_TENANTS else tenant
