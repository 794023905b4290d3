"""What a token request asks: the endpoint's version, the tenant in the path, the form, and who the client proves to be."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from mock_entra.asking import basic
from mock_entra.directory import Application, Tenant
from mock_entra.grants import assertion
from mock_entra.refusals import refuse
from mock_entra.state import State
from mock_entra.wire import GUID

EMPTY = "00000000-0000-0000-0000-000000000000"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"  # RFC 7523, section 2.2
SHARED_TENANTS = ("common", "organizations", "consumers")


@dataclass(frozen=True)
class Asked:
    """A request to a token endpoint, before anything in it has been checked."""

    request: Request
    version: str
    tenant_name: str
    form: Mapping[str, str]

    @cached_property
    def entra(self) -> State:
        state: State = self.request.state.entra
        return state

    @cached_property
    def basic(self) -> tuple[str, str]:
        """Client id and secret from HTTP Basic; empty without."""
        return basic(self.request.headers.get("authorization", ""))

    @property
    def client_id(self) -> str:
        return self.form.get("client_id") or self.basic[0]

    @property
    def secret(self) -> str:
        return self.form.get("client_secret") or self.basic[1]

    @property
    def assertion(self) -> str:
        """The JWT that stands in for a secret; without its type, or of another, it counts as none."""
        typed = self.form.get("client_assertion_type") == ASSERTION_TYPE
        return self.form.get("client_assertion", "") if typed else ""

    @property
    def proof(self) -> str:
        """How the client proves itself, as tokens say it: "2" with an assertion, "1" with a secret."""
        return "2" if self.assertion else "1"

    def authenticate(self) -> tuple[Application, Tenant]:
        """The application that proves itself with a secret or an assertion, and its tenant.

        Raises RefusedError, in the order in which Entra was seen to check: credential present, client id, tenant,
        application, credential valid.
        """
        if not self.secret and not self.assertion:
            refuse("AADSTS7000216")
        if not self.client_id:
            refuse("AADSTS900144", name="client_id")
        self.request.state.exchange.who = self.client_id
        tenant = find_tenant(self.entra, self.tenant_name)
        if self.client_id == EMPTY:
            refuse("AADSTS700038", app=self.client_id)
        application = self.entra.directory.application(self.client_id, tenant)
        if application is None:
            refuse("AADSTS700016", app=self.client_id, tenant=tenant.name)
        if not application.service_principal:
            refuse("AADSTS7000229", app=application.client_id, tenant=tenant.id)
        if not application.enabled:
            refuse("AADSTS7000112", app=application.client_id, name=application.name)
        if self.assertion:
            assertion.check(self.assertion, application, tenant, self.entra)
        else:
            self._check_secret(application)
        return application, tenant

    def _check_secret(self, application: Application) -> None:
        given = self.secret.encode()
        match = [s for s in application.secrets if hmac.compare_digest(s.value.encode(), given)]
        if not match:
            refuse("AADSTS7000215", app=application.client_id)
        if all(s.expires is not None and s.expires <= self.entra.now() for s in match):
            refuse("AADSTS7000222", app=application.client_id)


def find_tenant(entra: State, name: str) -> Tenant:
    """The tenant that a path names, by id or domain.

    Raises RefusedError where the name can be no tenant's, or is one of the shared ones, or is not known.
    """
    if name in SHARED_TENANTS:
        refuse("AADSTS50059")
    if not GUID.fullmatch(name) and "." not in name:
        refuse("AADSTS900023", tenant=name)
    if (tenant := entra.directory.tenant(name)) is None:
        refuse("AADSTS90002", tenant=name)
    return tenant
