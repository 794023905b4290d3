"""An application asks for itself.

Follows RFC 6749, section 4.4, and https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
Not played: app roles, long-lived tokens (continuous access evaluation).
"""

from __future__ import annotations

import re
from typing import Any

from mock_entra.directory import Resource, Tenant
from mock_entra.grants.asked import Asked
from mock_entra.refusals import refuse
from mock_entra.wire import GUID

DEFAULT = "/.default"
# MSAL for Java sends these beside the one scope that counts.
RESERVED_SCOPES = ("openid", "profile", "offline_access", "email")
URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+")


def redeem(asked: Asked) -> dict[str, Any]:
    """The body of the answer: numbers as numbers from v2, every value a string from v1.

    Raises RefusedError as `Asked.authenticate` does, then for the scope (v2) or the resource (v1).
    """
    application, tenant = asked.authenticate()
    name = _scoped(asked) if asked.version == "2.0" else _named(asked)
    resource = _find(asked, name, tenant)
    token = asked.entra.issuer.issue(application, resource, name, now=asked.entra.now(), credential=asked.proof)
    body = {"token_type": "Bearer", "expires_in": token.lifetime, "ext_expires_in": token.lifetime}
    if asked.version == "2.0":
        return body | {"access_token": token.text}
    body |= {"expires_on": token.expires_on, "not_before": token.not_before, "resource": name}
    return {key: str(value) for key, value in body.items()} | {"access_token": token.text}


def _scoped(asked: Asked) -> str:
    """The resource that the scope names before its `/.default`."""
    if "resource" in asked.form:
        refuse("AADSTS901002")
    given = asked.form.get("scope", "")
    scopes = [scope for scope in given.split() if scope not in RESERVED_SCOPES]
    if not given.strip():
        refuse("AADSTS90014", name="scope")
    if len(scopes) != 1:
        refuse("AADSTS70011", scope=given)
    if not scopes[0].endswith(DEFAULT):
        refuse("AADSTS1002012", scope=given)
    name = scopes[0].removesuffix(DEFAULT)
    if not GUID.fullmatch(name) and not URI.fullmatch(name):
        refuse("AADSTS70011", scope=given)
    return name


def _named(asked: Asked) -> str:
    """v1's resource; what stands in `scope` beside it is ignored, since the Databricks SDKs send `all-apis` there."""
    if not (name := asked.form.get("resource", "")):
        refuse("AADSTS900144", name="resource")  # unconfirmed: no recording of v1 without a resource
    return name


def _find(asked: Asked, name: str, tenant: Tenant) -> Resource:
    resource = asked.entra.directory.resource(name)
    if resource is None:
        refuse("AADSTS500011", resource=name, tenant=tenant.name)
    return resource
