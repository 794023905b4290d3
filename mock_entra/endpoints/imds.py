"""The Azure Instance Metadata Service of a virtual machine, as far as managed identities need it.

Plays https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token and
https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service.
Not played: /metadata/instance, the cached token whose expires_in counts down, the rate limit.
"""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.directory import ManagedIdentity
from mock_entra.endpoints.managed_identity import chosen, issue
from mock_entra.refusals import refuse
from mock_entra.replies import reply

VERSIONS = ("2018-02-01", "2019-06-01", "2019-08-01", "2019-08-15", "2019-11-01", "2020-06-01", "2020-12-01")
SELECTORS = {
    "client_id": "client_id",
    "object_id": "object_id",
    "msi_res_id": "resource_id",
    "mi_res_id": "resource_id",
}


async def issue_token(request: Request) -> Response:
    """A token for the machine's identity; every value of the body is a string."""
    _check(request)
    name = request.query_params.get("resource", "")
    if not name:
        refuse("imds-resource")
    identity = _identity(request)
    entra = request.state.entra
    resource = entra.directory.resource(name)
    if resource is None:
        refuse("AADSTS500011", resource=name, tenant=entra.directory.tenant(identity.tenant).name)
    token = issue(request, identity, resource, name)
    body = {
        "access_token": token.text,
        "client_id": identity.client_id,
        "expires_in": str(token.lifetime),
        "expires_on": str(token.expires_on),
        "ext_expires_in": str(token.lifetime),
        "not_before": str(token.not_before),
        "resource": name,
        "token_type": "Bearer",
    }
    return reply(request, body)


async def refuse_verb(request: Request) -> Response:
    refuse("imds-method")


async def refuse_identity_path(_request: Request) -> Response:
    refuse("imds-identity-path")


async def refuse_path(request: Request) -> Response:
    refuse("imds-not-found")


def _check(request: Request) -> None:
    """The rules that hold before a token is looked for, in the order of the vendor page."""
    if request.headers.get("metadata", "").strip().lower() != "true":
        refuse("imds-metadata-header")
    if "x-forwarded-for" in request.headers:
        refuse("imds-forwarded")
    names = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in names.items():
        if times > 1:
            refuse("imds-duplicate-parameter", name=name)
    if request.query_params.get("api-version") not in VERSIONS:
        refuse("imds-api-version")


def _identity(request: Request) -> ManagedIdentity:
    found = chosen(request, SELECTORS)
    if system := [i for i in found if i.system_assigned]:
        return system[0]
    if len(found) > 1:
        refuse("imds-multiple-identities")
    return found[0] if found else refuse("imds-identity-not-found")
