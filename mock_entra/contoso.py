"""The directory that the pages use: a tenant and its guest, a service principal, managed identities, one workspace."""

from __future__ import annotations

from dataclasses import replace

from mock_entra.directory import (
    DATABRICKS_RESOURCE,
    Application,
    Directory,
    FederatedCredential,
    ManagedIdentity,
    Resource,
    Secret,
    Subscription,
    Tenant,
    Workspace,
    both_slashes,
)
from mock_entra.workloads import AKS, AZURE_DEVOPS, GITHUB_ACTIONS, WORKLOADS

TENANT = Tenant(
    id="aaaabbbb-0000-cccc-1111-dddd2222eeee",
    name="Contoso",
    domains=("contoso.onmicrosoft.com", "contoso.com"),
)
WOODGROVE = Tenant(
    id="ccccdddd-2222-eeee-3333-ffff4444aaaa",
    name="Woodgrove",
    domains=("woodgrove.onmicrosoft.com", "woodgrove.com"),
)
SUBSCRIPTION_ID = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e"
_GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourcegroups/contoso-data/providers"

# The first secret holds every character that a form body must encode, so that a snippet which does not encode it fails.
# The second expired when 2026 began.
AUTOMATION = Application(
    client_id="00001111-aaaa-2222-bbbb-3333cccc4444",
    object_id="aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb",
    tenant=TENANT.id,
    name="databricks-automation",
    secrets=(
        Secret("Aa1Bb~2Cc3+Dd4/Ee5=Ff6&Gg7%Hh8Ii9_Jj0Kk1"),
        Secret("Aa1Bb~2Cc3.-Dd4Ee5Ff6Gg7Hh8Ii9_Jj0Kk1Ll2", expires=1767225600),
    ),
    # The last is of a provider that the Internet does not reach.
    federated_credentials=(
        *(FederatedCredential(w.name, w.issuer, w.subject) for w in WORKLOADS),
        FederatedCredential("internal", "https://oidc.contoso.internal", "etl"),
    ),
)
# An application of several tenants has one secret, and a service principal in each.
AUTOMATION_AS_GUEST = replace(AUTOMATION, object_id="bbbbbbbb-0000-1111-2222-cccccccccccc", tenant=WOODGROVE.id)
# Holds a role on the subscription, but is not in the workspace.
OPERATOR = Application(
    client_id="44445555-eeee-6666-ffff-7777aaaa8888",
    object_id="eeeeeeee-4444-5555-6666-ffffffffffff",
    tenant=TENANT.id,
    name="azure-operator",
    secrets=(Secret("Zz9Yy~8Xx7+Ww6/Vv5=Uu4&Tt3%Ss2Rr1_Qq0Pp9"),),
)
# An administrator has switched the one off; the other was registered without a service principal.
RETIRED = Application(
    client_id="55556666-ffff-7777-aaaa-8888bbbb9999",
    object_id="ffffffff-5555-6666-7777-aaaaaaaaaaaa",
    tenant=TENANT.id,
    name="retired-automation",
    enabled=False,
)
UNFINISHED = Application(
    client_id="66667777-aaaa-8888-bbbb-9999cccc0000",
    object_id="aaaaaaaa-6666-7777-8888-bbbbbbbbbbbb",
    tenant=TENANT.id,
    name="new-automation",
    service_principal=False,
)
# Each of its federated credentials misses by a little: another subject, other letters, no slash.
STAGING = Application(
    client_id="88889999-cccc-0000-dddd-1111eeee2222",
    object_id="cccccccc-8888-9999-aaaa-dddddddddddd",
    tenant=TENANT.id,
    name="staging-automation",
    federated_credentials=(
        FederatedCredential("production", GITHUB_ACTIONS.issuer, "repo:contoso/etl:environment:production"),
        FederatedCredential("connection", AZURE_DEVOPS.issuer, "sc://Contoso/ETL/Databricks"),
        FederatedCredential("cluster", AKS.issuer.removesuffix("/"), AKS.subject),
    ),
)
APP_IDENTITY = ManagedIdentity(
    client_id="11112222-bbbb-3333-cccc-4444dddd5555",
    object_id="bbbbbbbb-1111-2222-3333-cccccccccccc",
    tenant=TENANT.id,
    resource_id=f"{_GROUP}/Microsoft.Web/sites/contoso-etl",
    attached_to=("app-service",),
    system_assigned=True,
)
MACHINE_IDENTITY = ManagedIdentity(
    client_id="33334444-dddd-5555-eeee-6666ffff7777",
    object_id="dddddddd-3333-4444-5555-eeeeeeeeeeee",
    tenant=TENANT.id,
    resource_id=f"{_GROUP}/Microsoft.Compute/virtualMachines/contoso-etl",
    attached_to=("virtual-machine",),
    system_assigned=True,
)
USER_ASSIGNED = ManagedIdentity(
    client_id="22223333-cccc-4444-dddd-5555eeee6666",
    object_id="cccccccc-2222-3333-4444-dddddddddddd",
    tenant=TENANT.id,
    resource_id=f"{_GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-etl",
    attached_to=("app-service", "virtual-machine", "virtual-machine-user-assigned"),
)
# Attached after the other, and not yet in the workspace.
NEWCOMER = ManagedIdentity(
    client_id="77778888-bbbb-9999-cccc-0000dddd1111",
    object_id="bbbbbbbb-7777-8888-9999-cccccccccccc",
    tenant=TENANT.id,
    resource_id=f"{_GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-new",
    attached_to=("virtual-machine-user-assigned",),
)
DATABRICKS = Resource("AzureDatabricks", (DATABRICKS_RESOURCE,))
RESOURCE_MANAGER = Resource(
    "Windows Azure Service Management API",
    (
        *both_slashes("https://management.core.windows.net", "https://management.azure.com"),
        "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    ),
)
GRAPH = Resource(
    "Microsoft Graph",
    (*both_slashes("https://graph.microsoft.com"), "00000003-0000-0000-c000-000000000000"),
)
JOBS_API = Resource("contoso-jobs-api", ("api://contoso-jobs-api",), token_version="2.0")

WORKSPACE = Workspace(
    host="adb-1234567890123456.7.azuredatabricks.net",
    tenant=TENANT.id,
    members=tuple(p.object_id for p in (AUTOMATION, APP_IDENTITY, MACHINE_IDENTITY, USER_ASSIGNED)),
    jobs=(123456789,),
)
SUBSCRIPTION = Subscription(
    id=SUBSCRIPTION_ID,
    tenant=TENANT.id,
    name="Contoso Subscription",
    readers=(OPERATOR.object_id,),
)


def directory() -> Directory:
    """A fresh directory that a test may add to without touching another's."""
    return Directory(
        tenants=[TENANT, WOODGROVE],
        applications=[AUTOMATION, AUTOMATION_AS_GUEST, OPERATOR, RETIRED, UNFINISHED, STAGING],
        identities=[APP_IDENTITY, MACHINE_IDENTITY, USER_ASSIGNED, NEWCOMER],
        resources=[DATABRICKS, RESOURCE_MANAGER, GRAPH, JOBS_API],
        workspaces=[WORKSPACE],
        subscriptions=[SUBSCRIPTION],
    )
