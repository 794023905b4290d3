"""Requests as they are spoken of in situations: a token request, a call of IMDS, of App Service, of an API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from mock_entra import Entra, contoso
from mock_entra.directory import DATABRICKS_RESOURCE
from tests.contract.raw import Answer, Ask, send
from tests.contract.worlds import SECRET

TENANT = contoso.TENANT.id
CLIENT = contoso.AUTOMATION.client_id
UNKNOWN = "99999999-9999-9999-9999-999999999999"
EMPTY = "00000000-0000-0000-0000-000000000000"
LOGIN = "https://login.microsoftonline.com"
IMDS = "http://169.254.169.254"
ARM = "https://management.azure.com"
WORKSPACE = f"https://{contoso.WORKSPACE.host}"
MANAGEMENT = "https://management.core.windows.net/"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")

Situation = Callable[[Entra], Ask]


def asked(entra: Entra, situation: Situation) -> Answer:
    """What is answered to a situation's request, sent from its own host."""
    request = situation(entra)
    return send(entra.on(request.on), request)


V1 = ""  # in the place of "v2.0/" in a path


def token(path: str = "v2.0/", tenant: str = TENANT, /, *, headers: Any = (FORM,), **form: str | None) -> Situation:
    """A token request; the form is complete, but for what is replaced, or left out with None."""
    own: dict[str, str | None] = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET}
    own |= {"scope": f"{DATABRICKS_RESOURCE}/.default"} if path else {"resource": DATABRICKS_RESOURCE}
    body = urlencode({name: value for name, value in (own | form).items() if value is not None}).encode()
    return lambda _: Ask(f"{LOGIN}/{tenant}/oauth2/{path}token", "POST", tuple(headers), body)


def get(url: str, *headers: tuple[str, str], method: str = "GET", on: str = "laptop") -> Situation:
    return lambda _: Ask(url, method, headers, on=on)


def imds(
    path: str = "identity/oauth2/token", *headers: tuple[str, str], method: str = "GET", **query: str
) -> Situation:
    text = urlencode({name.replace("_version", "-version"): value for name, value in query.items()})
    headers = headers or (("Metadata", "true"),)
    return get(f"{IMDS}/metadata/{path}?{text}", *headers, method=method, on="virtual-machine")


def app_service(path: str = "msi/token", header: str | None = None, method: str = "GET", **query: str) -> Situation:
    def situation(entra: Entra) -> Ask:
        text = urlencode({name.replace("_version", "-version"): value for name, value in query.items()})
        own = entra.on("app-service").machine.identity_header if header is None else header
        return Ask(f"listener://localhost/{path}?{text}", method, (("X-IDENTITY-HEADER", own),), on="app-service")

    return situation


def bearing(
    url: str, audience: str, principal: Any = contoso.AUTOMATION, *, body: bytes = b"", age: int = 0, headers: Any = ()
) -> Situation:
    """A request with a token that the mock issued for this audience, `age` seconds ago."""

    def situation(entra: Entra) -> Ask:
        resource = entra.directory.resource(audience)
        assert resource is not None
        state = entra.state
        issued = state.issuer.issue(principal, resource, audience, now=state.now() - age)
        return Ask(url, "POST" if body else "GET", (("Authorization", f"Bearer {issued.text}"), JSON, *headers), body)

    return situation


def throttled(entra: Entra) -> Ask:
    """A token request that comes once too often."""
    entra.fail("throttle", endpoint="token")
    return token()(entra)
