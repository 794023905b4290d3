"""The one table: which function answers which method and path of which service. It reads as a table of contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from mock_entra.endpoints import (
    app_service,
    azure_devops,
    cli_updates,
    databricks,
    discovery,
    github_actions,
    imds,
    provider,
    resource_manager,
    token,
)
from mock_entra.providers import AZURE_DEVOPS, AZURE_DEVOPS_PATH, GITHUB_JOBS, GITHUB_PATH, PROVIDERS
from mock_entra.services import APP_SERVICE, APP_SERVICE_PATH, CLI_UPDATES, IMDS, LOGIN, RESOURCE_MANAGER, WORKSPACE
from mock_entra.wire import Service

Endpoint = Callable[[Request], Awaitable[Response]]
ANY = ""
EMPTY_TENANT = "/"  # what a script asks for whose TENANT_ID is empty: //oauth2/v2.0/token
DEFAULT_AUTHORITY = "/{tenant}/"  # MSAL for Python's own ends in a slash, so that it asks for common//v2.0


class Answered:
    """An endpoint as an ASGI application: Starlette's own wrapping is for exceptions that are answered elsewhere here."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._endpoint(Request(scope, receive))
        await response(scope, receive, send)


ROUTES: tuple[tuple[Service, str, str, Endpoint], ...] = (
    (LOGIN, "OPTIONS", "/{path:path}", discovery.refuse_path),
    (LOGIN, "POST", "/{tenant}/oauth2/v2.0/token", token.issue_v2),
    (LOGIN, "POST", "/{tenant}/oauth2/token", token.issue_v1),
    (LOGIN, "POST", EMPTY_TENANT + "/oauth2/v2.0/token", token.issue_v2),
    (LOGIN, "POST", EMPTY_TENANT + "/oauth2/token", token.issue_v1),
    (LOGIN, ANY, "/{tenant}/oauth2/v2.0/token", token.refuse_verb),
    (LOGIN, ANY, "/{tenant}/oauth2/token", token.refuse_verb),
    (LOGIN, "GET", "/common/discovery/instance", discovery.instance),
    (LOGIN, "GET", "/{tenant}/v2.0/.well-known/openid-configuration", discovery.configuration_v2),
    (LOGIN, "GET", DEFAULT_AUTHORITY + "/v2.0/.well-known/openid-configuration", discovery.configuration_v2),
    (LOGIN, "GET", "/{tenant}/.well-known/openid-configuration", discovery.configuration_v1),
    (LOGIN, "GET", "/{tenant}/discovery/v2.0/keys", discovery.keys_v2),
    (LOGIN, "GET", "/{tenant}/discovery/keys", discovery.keys_v1),
    (LOGIN, ANY, "/common/discovery/instance", discovery.refuse_verb),
    (LOGIN, ANY, "/{tenant}/v2.0/.well-known/openid-configuration", discovery.refuse_verb),
    (LOGIN, ANY, "/{tenant}/.well-known/openid-configuration", discovery.refuse_verb),
    (LOGIN, ANY, "/{tenant}/discovery/v2.0/keys", discovery.refuse_verb),
    (LOGIN, ANY, "/{tenant}/discovery/keys", discovery.refuse_verb),
    (LOGIN, ANY, "/{path:path}", discovery.refuse_path),
    (IMDS, "GET", "/metadata/identity/oauth2/token", imds.issue_token),
    (IMDS, ANY, "/metadata/identity/oauth2/token", imds.refuse_verb),
    (IMDS, ANY, "/metadata/identity{path:path}", imds.refuse_identity_path),
    (IMDS, ANY, "/{path:path}", imds.refuse_path),
    (APP_SERVICE, "GET", APP_SERVICE_PATH, app_service.issue_token),
    (APP_SERVICE, ANY, APP_SERVICE_PATH, app_service.refuse_verb),
    (APP_SERVICE, ANY, "/{path:path}", app_service.refuse_path),
    (RESOURCE_MANAGER, "GET", "/subscriptions", resource_manager.subscriptions),
    (RESOURCE_MANAGER, "GET", "/tenants", resource_manager.tenants),
    (RESOURCE_MANAGER, ANY, "/{path:path}", resource_manager.refuse_path),
    (WORKSPACE, "GET", "/api/2.0/preview/scim/v2/Me", databricks.me),
    (WORKSPACE, "GET", "/api/2.1/clusters/list", databricks.list_clusters),
    (WORKSPACE, "POST", "/api/2.2/jobs/run-now", databricks.run_job),
    (WORKSPACE, "GET", "/.well-known/databricks-config", databricks.configuration),
    (WORKSPACE, "GET", "/oidc/.well-known/oauth-authorization-server", databricks.authorization_server),
    (WORKSPACE, "POST", "/oidc/v1/token", databricks.refuse_secret),
    (WORKSPACE, "GET", "/aad/auth", databricks.sign_in),
    (WORKSPACE, ANY, "/{path:path}", databricks.refuse_path),
    (CLI_UPDATES, ANY, "/{path:path}", cli_updates.nothing),
    (GITHUB_JOBS, "GET", GITHUB_PATH, github_actions.issue_token),
    (GITHUB_JOBS, ANY, "/{path:path}", github_actions.refuse_path),
    (AZURE_DEVOPS, "POST", AZURE_DEVOPS_PATH, azure_devops.issue_token),
    (AZURE_DEVOPS, ANY, "/{path:path}", azure_devops.refuse_path),
    *((service, "GET", "/{path:path}" + provider.CONFIGURATION, provider.configuration) for service in PROVIDERS),
    *((service, "GET", provider.CONFIGURATION, provider.configuration) for service in PROVIDERS),
    *((service, "GET", "/{path:path}", provider.keys) for service in PROVIDERS),
    *((service, ANY, "/{path:path}", provider.refuse_path) for service in PROVIDERS),
)


@cache
def routers() -> dict[Service, Router]:
    """One Starlette router a service, in the order of the table; the same for every machine."""
    rows: dict[Service, list[Route]] = defaultdict(list)
    for service, methods, path, endpoint in ROUTES:
        route = Route(path, Answered(endpoint), methods=methods.split() or ["GET"])
        if methods == ANY:  # Starlette has no word for it, but matches every method where the set is empty
            route.methods = set()
        rows[service].append(route)
    return {service: Router(routes, redirect_slashes=False) for service, routes in rows.items()}
