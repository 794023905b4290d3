"""Every situation that a fixture or a refusal speaks of, by name: the request that provokes it."""

from __future__ import annotations

from urllib.parse import quote

import jwt

from mock_entra import contoso
from mock_entra.directory import DATABRICKS_RESOURCE
from tests.contract.asks import (
    ARM,
    EMPTY,
    FORM,
    IMDS,
    JSON,
    LOGIN,
    MANAGEMENT,
    TENANT,
    UNKNOWN,
    V1,
    WORKSPACE,
    Situation,
    app_service,
    bearing,
    get,
    imds,
    throttled,
    token,
)
from tests.contract.assertion_asks import OTHER
from tests.contract.assertions import ASSERTIONS
from tests.contract.raw import Ask
from tests.contract.worlds import DISABLED, EXPIRED, STRANGER, WITHOUT_PRINCIPAL

STRANGE = jwt.encode({"aud": MANAGEMENT}, OTHER.private, "RS256", {"kid": OTHER.kid})
AMBIGUOUS = ("IMDS with two identities",)  # asked of a machine that has two
DATED = {"api_version": "2018-02-01"}
APP_DATED = {"api_version": "2019-08-01"}
SUBSCRIPTIONS = f"{ARM}/subscriptions?api-version=2022-12-01"
CLUSTERS = f"{WORKSPACE}/api/2.1/clusters/list"
RUN = f"{WORKSPACE}/api/2.2/jobs/run-now"
AUTHORIZE = quote(f"{LOGIN}/{TENANT}/oauth2/v2.0/authorize", safe="")
INSTANCE = f"{LOGIN}/common/discovery/instance?api-version=1.1&authorization_endpoint="

SITUATIONS: dict[str, Situation] = {
    "v2 token": token(),
    "throttled": throttled,
    "v1 token": token(V1),
    "wrong secret": token(client_secret="wrong"),
    "expired secret": token(client_id=EXPIRED.client_id),
    "unknown client": token(client_id=UNKNOWN),
    "client id of zeros": token(client_id=EMPTY),
    "client without a service principal": token(client_id=WITHOUT_PRINCIPAL.client_id),
    "disabled client": token(client_id=DISABLED.client_id),
    "no credential, no client id, tenant undefined": token(
        "v2.0/", "undefined", client_id=None, client_secret=None, response_type="token"
    ),
    "unknown tenant": token("v2.0/", UNKNOWN),
    "tenant undefined": token("v2.0/", "undefined"),
    "empty tenant": token("v2.0/", ""),
    "empty tenant, v1": token(V1, ""),
    "common": token("v2.0/", "common"),
    "organizations": token("v2.0/", "organizations"),
    "consumers": token("v2.0/", "consumers"),
    "no grant type": token(grant_type=None),
    "a JSON body": token(headers=(JSON,)),
    "a body of no type": token(headers=()),
    "a body of no characters": lambda _: Ask(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", "POST", (FORM,), b"\xff"),
    "no client id": token(client_id=None),
    "v1 without resource": token(V1, resource=None),
    "GET of the token endpoint": get(f"{LOGIN}/{TENANT}/oauth2/v2.0/token"),
    "OPTIONS of the token endpoint": get(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", method="OPTIONS"),
    "POST of a discovery document": get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration", method="POST"),
    "unknown grant type": token(grant_type="urn:ietf:params:oauth:grant-type:token-exchange"),
    "resource on v2": token(resource=DATABRICKS_RESOURCE),
    "no scope": token(scope=None),
    "scope without /.default": token(scope="user.read"),
    "scope of no URI": token(scope="user.read/.default"),
    "scope of two resources": token(scope=f"{DATABRICKS_RESOURCE}/.default https://graph.microsoft.com/.default"),
    "scope of an unknown resource": token(scope="https://graph.microsoft.com/user.read/.default"),
    "unknown path": get(f"{LOGIN}/{TENANT}/oauth2/v3.0/token"),
    "instance discovery": get(INSTANCE + AUTHORIZE),
    "instance discovery of no host": get(INSTANCE.partition("&")[0]),
    "instance discovery of half an IPv6 address": get(INSTANCE + quote("https://[::1/common")),
    "instance discovery of a foreign host": get(
        INSTANCE + quote("https://unknown.example/common/oauth2/v2.0/authorize")
    ),
    "v2 configuration": get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration"),
    "v1 configuration": get(f"{LOGIN}/{TENANT}/.well-known/openid-configuration"),
    "configuration of tenant secrets": get(f"{LOGIN}/secrets/v2.0/.well-known/openid-configuration"),
    "configuration of an unknown tenant": get(f"{LOGIN}/{UNKNOWN}/v2.0/.well-known/openid-configuration"),
    "v2 keys": get(f"{LOGIN}/{TENANT}/discovery/v2.0/keys"),
    "IMDS token": imds(**DATED, resource=MANAGEMENT),
    "IMDS without Metadata": imds(
        "identity/oauth2/token", ("Accept", "*/*"), **DATED, resource="https://vault.azure.net"
    ),
    "IMDS behind a proxy": imds(
        "identity/oauth2/token", ("Metadata", "true"), ("X-Forwarded-For", "203.0.113.1"), **DATED, resource=MANAGEMENT
    ),
    "IMDS with a parameter twice": get(
        f"{IMDS}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=a&resource=b",
        ("Metadata", "true"),
        on="virtual-machine",
    ),
    "IMDS without api-version": imds(resource=MANAGEMENT),
    "IMDS without resource": imds(**DATED),
    "IMDS of another identity": imds(**DATED, resource="https://management.azure.com/", client_id=UNKNOWN),
    "IMDS with two identities": imds(**DATED, resource="https://management.azure.com/"),
    "IMDS of an unknown resource": imds(**DATED, resource="user.read"),
    "IMDS, unknown identity path": imds("identity"),
    "IMDS, unknown path": imds("instance/compute/identity"),
    "IMDS by POST": imds(method="POST", **DATED, resource=MANAGEMENT),
    "App Service token": app_service(**APP_DATED, resource=f"{DATABRICKS_RESOURCE}/.default"),
    "App Service with a wrong header": app_service(header="WRONG", **APP_DATED, resource=DATABRICKS_RESOURCE),
    "App Service of another version": app_service(api_version="2020-01-01", resource=DATABRICKS_RESOURCE),
    "App Service without api-version": app_service(resource=DATABRICKS_RESOURCE),
    "App Service of another identity": app_service(**APP_DATED, resource=DATABRICKS_RESOURCE, client_id=UNKNOWN),
    "App Service of an unknown resource": app_service(**APP_DATED, resource="https://unknown.example"),
    "App Service without a resource": app_service(**APP_DATED),
    "App Service, unknown path": app_service("msi/token/token", **APP_DATED, resource=DATABRICKS_RESOURCE),
    "App Service by POST": app_service(method="POST", **APP_DATED, resource=DATABRICKS_RESOURCE),
    "subscriptions": bearing(SUBSCRIPTIONS, MANAGEMENT, contoso.OPERATOR),
    "no subscriptions": bearing(SUBSCRIPTIONS, MANAGEMENT),
    "subscriptions without api-version": get(f"{ARM}/subscriptions"),
    "subscriptions of version latest": get(f"{ARM}/subscriptions?api-version=latest"),
    "subscriptions without a token": get(SUBSCRIPTIONS),
    "subscriptions with Basic": get(SUBSCRIPTIONS, ("Authorization", "Basic YTpi")),
    "subscriptions with no JWT": get(SUBSCRIPTIONS, ("Authorization", "Bearer nonsense")),
    "subscriptions with a JWT of another issuer": get(SUBSCRIPTIONS, ("Authorization", f"Bearer {STRANGE}")),
    "subscriptions with an expired token": bearing(SUBSCRIPTIONS, MANAGEMENT, age=7200),
    "subscriptions with a token in its last second": bearing(SUBSCRIPTIONS, MANAGEMENT, age=3901),
    "subscriptions with Databricks' token": bearing(SUBSCRIPTIONS, DATABRICKS_RESOURCE),
    "Resource Manager, unknown path": bearing(f"{ARM}/nowhere?api-version=2022-12-01", MANAGEMENT),
    "clusters without a token": get(CLUSTERS),
    "clusters with no JWT": get(CLUSTERS, ("Authorization", "Bearer nonsense")),
    "clusters with a JWT of another issuer": get(CLUSTERS, ("Authorization", f"Bearer {STRANGE}")),
    "clusters with an expired token": bearing(CLUSTERS, DATABRICKS_RESOURCE, age=7200),
    "clusters with a token in its last half minute": bearing(CLUSTERS, DATABRICKS_RESOURCE, age=3880),
    "clusters with Resource Manager's token": bearing(CLUSTERS, MANAGEMENT),
    "clusters with another tenant's token": bearing(CLUSTERS, DATABRICKS_RESOURCE, STRANGER),
    "clusters by a stranger": bearing(CLUSTERS, DATABRICKS_RESOURCE, contoso.OPERATOR),
    "clusters by an administrator without Azure's token": bearing(
        CLUSTERS, DATABRICKS_RESOURCE, headers=(("X-Databricks-Azure-Workspace-Resource-Id", "/subscriptions"),)
    ),
    "Databricks' own token endpoint": get(f"{WORKSPACE}/oidc/v1/token", method="POST"),
    "workspace, unknown path": get(f"{WORKSPACE}/api/2.0/repos"),
    "run of an unknown job": bearing(RUN, DATABRICKS_RESOURCE, body=b'{"job_id":1}'),
    "run of no job": bearing(RUN, DATABRICKS_RESOURCE, body=b"{}"),
    "run of a job with a name": bearing(RUN, DATABRICKS_RESOURCE, body=b'{"job_id":"nightly"}'),
    "run with a list": bearing(RUN, DATABRICKS_RESOURCE, body=b"[]"),
    **ASSERTIONS,
}
