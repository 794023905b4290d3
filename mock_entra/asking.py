"""Whose request it is and what for: the tenant, the endpoint, the grant type and the client, before anything is checked."""

from __future__ import annotations

import base64
from urllib.parse import parse_qsl, unquote_plus

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from mock_entra.clock import ALL
from mock_entra.directory import Directory
from mock_entra.faults import Asking
from mock_entra.providers import AZURE_DEVOPS, GITHUB_JOBS, PROVIDERS
from mock_entra.services import APP_SERVICE, IMDS, LOGIN, RESOURCE_MANAGER, WORKSPACE
from mock_entra.wire import Service

ENDPOINTS = {
    IMDS: "imds",
    APP_SERVICE: "app-service",
    RESOURCE_MANAGER: "resource-manager",
    WORKSPACE: "databricks",
    **dict.fromkeys((GITHUB_JOBS, AZURE_DEVOPS, *PROVIDERS), "identity-provider"),
}


def tenant_of(service: Service, scope: Scope, host: str, machine: str, directory: Directory) -> str:
    """The id of the tenant that a request concerns; ALL where it cannot be told, as at Azure Resource Manager."""
    if service is LOGIN:
        found = directory.tenant(scope["path"].strip("/").partition("/")[0])
        return found.id if found else ALL
    if service is WORKSPACE:
        workspace = directory.workspace(host)
        return workspace.tenant if workspace else ALL
    if service in (IMDS, APP_SERVICE):
        return next((identity.tenant for identity in directory.attached(machine)), ALL)
    return ALL


def asking(service: Service, tenant: str, scope: Scope, body: bytes) -> Asking:
    """What a fault can match of a request."""
    endpoint = ENDPOINTS.get(service, "token" if scope["path"].endswith("/token") else "discovery")
    text = body if endpoint == "token" else scope["query_string"]
    fields = dict(parse_qsl(text.decode("utf-8", "replace")))
    client = fields.get("client_id") or basic(dict(scope["headers"]).get(b"authorization", b"").decode("latin-1"))[0]
    return Asking(endpoint, tenant, fields.get("grant_type", ""), client)


def basic(given: str) -> tuple[str, str]:
    """Client id and secret from HTTP Basic, each form-encoded (RFC 6749, section 2.3.1); empty without."""
    scheme, _, value = given.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:  # no Base64, or not of UTF-8
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)


async def read(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The whole body, or None if it is larger than `limit` bytes.

    Raises ClientDisconnect if the client has gone.
    """
    if any(name == b"content-length" and int(value) > limit for name, value in scope["headers"]):
        return None
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message["body"]
        if len(body) > limit:
            return None
        if not message["more_body"]:
            return body
