"""What clients read before they ask for a token: instance discovery, OpenID configurations and signing keys.

Plays https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document.
Not played: sovereign clouds, the tenant regions other than NA.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.grants.asked import SHARED_TENANTS, find_tenant
from mock_entra.refusals import RefusedError, refuse
from mock_entra.services import LOGIN, discovery_headers
from mock_entra.wire import reply

_BASE = f"https://{LOGIN.host}"
_INSTANCES = (
    ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
    ("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
    ("login.microsoftonline.de",),
    ("login.microsoftonline.us", "login.usgovcloudapi.net"),
    ("login-us.microsoftonline.com",),
)


async def instance(request: Request) -> Response:
    """Which hosts are Microsoft's, and where the tenant of `authorization_endpoint` is described."""
    asked = urlsplit(request.query_params.get("authorization_endpoint", ""))
    if not any(asked.hostname in aliases for aliases in _INSTANCES):
        refuse("AADSTS50049")
    tenant = asked.path.strip("/").partition("/")[0]
    version = request.query_params.get("api-version", "1.1")
    body: dict[str, Any] = {
        "tenant_discovery_endpoint": f"{_BASE}/{tenant}/v2.0/.well-known/openid-configuration"
    }
    if version == "1.1":
        body |= {"api-version": "1.1", "metadata": [_instance(aliases) for aliases in _INSTANCES]}
    return _document(request, body)


async def configuration_v2(request: Request) -> Response:
    tenant = _tenant(request)
    base, region = f"{_BASE}/{tenant}", None if tenant in SHARED_TENANTS else "NA"
    return _document(request, {
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": [
            "client_secret_post", "private_key_jwt", "client_secret_basic", "self_signed_tls_client_auth",
        ],
        "mtls_endpoint_aliases": {"token_endpoint": f"https://mtlsauth.microsoft.com/{tenant}/oauth2/v2.0/token"},
        "jwks_uri": f"{base}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": f"{_BASE}/{'{tenantid}' if tenant in SHARED_TENANTS else tenant}/v2.0",
        "request_uri_parameter_supported": False,
        "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host", "aud",
            "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email",
        ],
        "kerberos_endpoint": f"{base}/kerberos",
        "tls_client_certificate_bound_access_tokens": True,
    } | _cloud(region))


async def configuration_v1(request: Request) -> Response:
    tenant = _tenant(request)
    base, region = f"{_BASE}/{tenant}", None if tenant in SHARED_TENANTS else "NA"
    return _document(request, {
        "token_endpoint": f"{base}/oauth2/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": f"{_BASE}/common/discovery/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "token id_token", "token"],
        "scopes_supported": ["openid"],
        "issuer": f"https://sts.windows.net/{'{tenantid}' if tenant in SHARED_TENANTS else tenant}/",
        "microsoft_multi_refresh_token": True,
        "authorization_endpoint": f"{base}/oauth2/authorize",
        "device_authorization_endpoint": f"{base}/oauth2/devicecode",
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": f"{base}/oauth2/logout",
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host", "aud",
            "exp", "iat", "auth_time", "acr", "amr", "nonce", "email", "given_name", "family_name", "nickname",
        ],
        "check_session_iframe": f"{base}/oauth2/checksession",
        "userinfo_endpoint": f"{base}/openid/userinfo",
        "kerberos_endpoint": f"{base}/kerberos",
    } | _cloud(region))


async def keys_v2(request: Request) -> Response:
    tenant = _tenant(request)
    issuer = f"{_BASE}/{'{tenantid}' if tenant in SHARED_TENANTS else tenant}/v2.0"
    return _document(request, {"keys": [key.member(issuer) for key in request.state.entra.issuer.keys.all()]})


async def keys_v1(request: Request) -> Response:
    return _document(request, {"keys": [key.member(None) for key in request.state.entra.issuer.keys.all()]})


def _document(request: Request, body: dict[str, Any]) -> Response:
    return reply(request, body, headers=discovery_headers(request))


def _tenant(request: Request) -> str:
    """The tenant of the path as documents name it: a GUID, or one of the shared words."""
    name = request.path_params["tenant"]
    if name in SHARED_TENANTS:
        return str(name)
    try:
        return find_tenant(request.state.entra, name).id
    except RefusedError as refused:
        refused.error = "invalid_tenant"
        raise


def _instance(aliases: tuple[str, ...]) -> dict[str, Any]:
    cache = aliases[1] if aliases[0] == LOGIN.host else aliases[0]
    return {"preferred_network": aliases[0], "preferred_cache": cache, "aliases": aliases}


def _cloud(region: str | None) -> dict[str, Any]:
    return {
        "tenant_region_scope": region,
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
        "rbac_url": "https://pas.windows.net",
    }
