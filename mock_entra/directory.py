"""Who and what the pretended Microsoft knows: tenants, applications, identities, resources, workspaces.

The values are the placeholders of Microsoft's own documentation, so that no page ever shows a real id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from mock_entra.workloads import EXCHANGE

DATABRICKS_RESOURCE = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"


@dataclass(frozen=True)
class Tenant:
    """A Microsoft Entra tenant: `id` is a GUID, `domains` its verified domain names."""

    id: str
    name: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Secret:
    """A client secret; `expires` is in epoch seconds, None for never."""

    value: str
    expires: float | None = None


@dataclass(frozen=True)
class Certificate:
    """A certificate that an application has registered, as PEM; its private key is the application's alone."""

    pem: str


@dataclass(frozen=True)
class FederatedCredential:
    """Whom an application trusts instead of a secret: the `subject` that a token of `issuer` names, for one of `audiences`."""

    name: str
    issuer: str
    subject: str
    audiences: tuple[str, ...] = (EXCHANGE,)


@dataclass(frozen=True)
class Application:
    """An app registration in `tenant` (a tenant id), with its service principal there unless it has none."""

    client_id: str
    object_id: str
    tenant: str
    name: str
    secrets: tuple[Secret, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    federated_credentials: tuple[FederatedCredential, ...] = ()
    enabled: bool = True
    service_principal: bool = True


@dataclass(frozen=True)
class ManagedIdentity:
    """A managed identity; `attached_to` names the hosts that may use it."""

    client_id: str
    object_id: str
    tenant: str
    resource_id: str
    attached_to: tuple[str, ...]
    system_assigned: bool = False


@dataclass(frozen=True)
class Resource:
    """An API that tokens are issued for: its identifiers, and the version of the tokens it accepts."""

    name: str
    identifiers: tuple[str, ...]
    token_version: str = "1.0"

    def accepts(self, identifier: str) -> bool:
        return identifier.lower() in self.identifiers


@dataclass(frozen=True)
class Workspace:
    """A Databricks workspace: `members` are the object ids it admits, `jobs` the job ids that can be run."""

    host: str
    tenant: str
    members: tuple[str, ...]
    jobs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Subscription:
    """An Azure subscription: `readers` are the object ids that hold a role on it."""

    id: str
    tenant: str
    name: str
    readers: tuple[str, ...] = ()


@dataclass
class Directory:
    """Everything above, and the look-ups that endpoints need."""

    tenants: list[Tenant] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    identities: list[ManagedIdentity] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    workspaces: list[Workspace] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)

    def tenant(self, name: str) -> Tenant | None:
        """The tenant with this id or verified domain."""
        name = name.lower()
        return next((t for t in self.tenants if name == t.id or name in t.domains), None)

    def application(self, client_id: str, tenant: Tenant) -> Application | None:
        client_id = client_id.lower()
        return next((a for a in self.applications if a.client_id == client_id and a.tenant == tenant.id), None)

    def register(self, client_id: str, certificate: Certificate) -> None:
        """Add a certificate to the application with this client id, if it has not got it."""
        for index, application in enumerate(self.applications):
            if application.client_id == client_id and certificate not in application.certificates:
                certificates = (*application.certificates, certificate)
                self.applications[index] = replace(application, certificates=certificates)

    def resource(self, identifier: str) -> Resource | None:
        return next((r for r in self.resources if r.accepts(identifier)), None)

    def workspace(self, host: str) -> Workspace | None:
        return next((w for w in self.workspaces if w.host == host), None)

    def attached(self, host: str) -> list[ManagedIdentity]:
        """The identities that a host may use."""
        return [identity for identity in self.identities if host in identity.attached_to]

    def subscriptions_of(self, object_id: str) -> list[Subscription]:
        return [s for s in self.subscriptions if object_id in s.readers]


def both_slashes(*uris: str) -> Iterable[str]:
    """Azure Resource Manager's identifiers are accepted with and without their trailing slash."""
    for uri in uris:
        yield from (uri, uri + "/")


def expire_secrets(directory: Directory, client_id: str, tenant: str, now: Callable[[str], float]) -> None:
    """Let secrets expire at their tenant's time `now(tenant)`; an empty client id or tenant id stands for any."""
    for index, application in enumerate(directory.applications):
        if client_id in ("", application.client_id) and tenant in ("", application.tenant):
            moment = now(application.tenant)
            expired = tuple(replace(secret, expires=moment) for secret in application.secrets)
            directory.applications[index] = replace(application, secrets=expired)
