"""Azure Resource Manager, as far as `az login` needs it: which subscriptions and tenants a principal sees.

Plays https://learn.microsoft.com/rest/api/resources/subscriptions/list and
https://learn.microsoft.com/rest/api/resources/tenants/list.
Not played: paging, every other resource type, the WWW-Authenticate header of a refusal.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mock_entra.contoso import RESOURCE_MANAGER
from mock_entra.directory import Subscription
from mock_entra.endpoints.bearer import claims
from mock_entra.refusals import refuse
from mock_entra.replies import reply

_VERSION = re.compile(r"20\d\d-\d\d-\d\d(-[a-z]+)?")
_VERSIONS = (
    "2024-03-01,2023-07-01,2023-07-01-preview,2023-03-01-preview,2022-12-01,2022-11-01-preview,2022-09-01,2022-06-01,"
    "2022-05-01,2022-03-01-preview,2022-01-01,2021-04-01,2021-01-01,2020-10-01,2020-09-01,2020-08-01,2020-07-01,"
    "2020-06-01,2020-05-01,2020-01-01,2019-11-01,2019-10-01,2019-09-01,2019-08-01,2019-07-01,2019-06-01,2019-05-10,"
    "2019-05-01,2019-03-01,2018-11-01,2018-09-01,2018-08-01,2018-07-01,2018-06-01,2018-05-01,2018-02-01,2018-01-01,"
    "2017-12-01,2017-08-01,2017-06-01,2017-05-10,2017-05-01,2017-03-01,2016-09-01,2016-07-01,2016-06-01,2016-02-01,"
    "2015-11-01,2015-01-01,2014-04-01-preview,2014-04-01,2014-01-01,2013-03-01,2014-02-26,2014-04"
)


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


async def refuse_path(request: Request) -> Response:
    _principal(request)
    refuse("arm-not-found")


def _principal(request: Request) -> dict[str, Any]:
    """The claims of a token that is meant for Resource Manager and has not expired.

    Raises RefusedError for these, and before them for the api-version.
    """
    version = request.query_params.get("api-version", "")
    if not version:
        refuse("arm-no-api-version")
    if not _VERSION.fullmatch(version):
        refuse("arm-api-version", version=version, supported=_VERSIONS)
    found = claims(request, missing="arm-no-token", malformed="arm-header", invalid="arm-token")
    if not RESOURCE_MANAGER.accepts(found["aud"]):
        refuse("arm-audience", audience=found["aud"])
    if found["exp"] <= (now := request.state.entra.now()):
        refuse("arm-expired", expiry=moment_of(found["exp"]), now=moment_of(now))
    return found


def moment_of(seconds: float) -> str:
    """As the refusal of an expired token was seen to write it: 1/18/2023 5:10:42 PM."""
    moment = datetime.fromtimestamp(seconds, UTC)
    hour = moment.hour % 12 or 12
    return f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment:%M:%S %p}"


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
