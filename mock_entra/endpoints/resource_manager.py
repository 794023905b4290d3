"""Azure Resource Manager, as far as `az login` needs it: which subscriptions and tenants a principal sees.

Plays https://learn.microsoft.com/rest/api/resources/subscriptions/list and
https://learn.microsoft.com/rest/api/resources/tenants/list.
Not played: paging, and every other resource type.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.contoso import RESOURCE_MANAGER
from mock_entra.directory import Subscription
from mock_entra.endpoints.bearer import claims
from mock_entra.refusals import refuse
from mock_entra.wire import reply


async def subscriptions(request: Request) -> Response:
    principal = _principal(request)
    found = request.state.entra.directory.subscriptions_of(principal["oid"])
    return reply(request, _page([_subscription(s) for s in found]))


async def tenants(request: Request) -> Response:
    tenant = request.state.entra.directory.tenant(_principal(request)["tid"])
    row = {
        "id": f"/tenants/{tenant.id}",
        "tenantId": tenant.id,
        "countryCode": "NL",
        "displayName": tenant.name,
        "domains": list(tenant.domains),
        "tenantCategory": "Home",
        "defaultDomain": tenant.domains[0],
        "tenantType": "AAD",
    }
    return reply(request, _page([row]))


def _principal(request: Request) -> dict[str, Any]:
    """The claims of a token that is meant for Resource Manager and has not expired."""
    found = claims(request, missing="arm-no-token", invalid="arm-token")
    if not RESOURCE_MANAGER.accepts(found["aud"]):
        refuse("arm-audience", audience=found["aud"])
    if found["exp"] <= request.state.entra.now():
        refuse("arm-expired")
    return found


def _page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"value": rows, "count": {"type": "Total", "value": len(rows)}}


def _subscription(subscription: Subscription) -> dict[str, Any]:
    return {
        "id": f"/subscriptions/{subscription.id}",
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": subscription.id,
        "tenantId": subscription.tenant,
        "displayName": subscription.name,
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "EnterpriseAgreement_2014-09-01",
            "spendingLimit": "Off",
        },
    }
