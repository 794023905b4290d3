"""What the managed-identity endpoints share: whose identity is meant, and the token for it."""

from __future__ import annotations

from starlette.requests import Request

from mock_entra.directory import ManagedIdentity, Resource
from mock_entra.tokens import MANAGED_IDENTITY_LIFETIME, Token

Selector = dict[str, str]


def chosen(request: Request, names: Selector) -> list[ManagedIdentity]:
    """The attached identities that the query selects; `names` maps a query parameter to the field that it matches."""
    found: list[ManagedIdentity] = request.state.entra.directory.attached(request.state.machine)
    for parameter, field in names.items():
        if value := request.query_params.get(parameter):
            found = [i for i in found if getattr(i, field).lower() == value.lower()]
    return found


def issue(request: Request, identity: ManagedIdentity, resource: Resource, audience: str) -> Token:
    """A token that lives 24 hours, as managed identities' do."""
    entra = request.state.entra
    request.state.exchange.who = identity.client_id
    token: Token = entra.issuer.issue(
        identity, resource, audience, now=entra.now(), lifetime=MANAGED_IDENTITY_LIFETIME, credential="2"
    )
    return token
