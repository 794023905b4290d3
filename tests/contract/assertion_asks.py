"""Requests with an assertion, as situations speak of them: an application's own, or what an identity provider says.

The application CERTIFIED has the certificates of PAIR and of LAPSED, which has expired; the guide's own has its federated
credentials.
"""

from __future__ import annotations

import time
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from mock_entra import Entra, contoso
from mock_entra.directory import Certificate, FederatedCredential
from mock_entra.keys import SigningKey, base64url
from mock_entra.workloads import SERVICE_CONNECTION, Workload
from tests.contract.asks import LOGIN, TENANT, Situation, token
from tests.contract.raw import Ask

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HMAC = "a key of thirty-two bytes or more, for HS256"
ELSEWHERE = "https://oidc.example.com"
PAIR, OTHER = SigningKey.generate(), SigningKey.generate()


def lapsed(pair: SigningKey) -> SigningKey:
    """The same key with a certificate that ended yesterday."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "lapsed")])
    yesterday = datetime.now(UTC) - timedelta(days=1)
    found = (
        x509.CertificateBuilder(name, name, pair.private.public_key(), x509.random_serial_number())
        .not_valid_before(yesterday - timedelta(days=1))
        .not_valid_after(yesterday)
        .sign(pair.private, hashes.SHA256())
    )
    encoded = b64encode(found.public_bytes(serialization.Encoding.DER)).decode()
    return SigningKey(pair.private, base64url(found.fingerprint(hashes.SHA1())), encoded)


LAPSED = lapsed(PAIR)


def pem(pair: SigningKey) -> Certificate:
    return Certificate(f"-----BEGIN CERTIFICATE-----\n{pair.certificate}\n-----END CERTIFICATE-----\n")


CERTIFIED = replace(
    contoso.AUTOMATION,
    client_id="44444444-0000-0000-0000-000000000000",
    secrets=(),
    certificates=(pem(PAIR), pem(LAPSED)),
    federated_credentials=(FederatedCredential("elsewhere", ELSEWHERE, "a-job"),),
)


def sha256(pair: SigningKey) -> str:
    return base64url(x509.load_der_x509_certificate(b64decode(pair.certificate)).fingerprint(hashes.SHA256()))


def own(
    *,
    pair: SigningKey = PAIR,
    signer: Any = PAIR,
    algorithm: str = "RS256",
    header: Any = None,
    later: float = 0,
    without: str = "",
    **changes: Any,
) -> Callable[[Entra], str]:
    """The application's own assertion: `without` leaves a claim out, `later` makes it in so many seconds."""

    def made(entra: Entra) -> str:
        now = entra.clock.now(TENANT) + later
        claims: dict[str, Any] = {
            "aud": f"{LOGIN}/{TENANT}/oauth2/v2.0/token",
            "iss": CERTIFIED.client_id,
            "sub": CERTIFIED.client_id,
        }
        claims |= {"jti": str(uuid.uuid4()), "iat": now, "nbf": now, "exp": now + 600} | changes
        kept = {name: value for name, value in claims.items() if name != without}
        key = signer.private if isinstance(signer, SigningKey) else signer
        return jwt.encode(kept, key, algorithm, {"x5t": pair.kid} if header is None else header)

    return made


def provided(workload: Workload, **changes: Any) -> Callable[[Entra], str]:
    """An identity provider's token, signed with the key of its kind."""

    def made(entra: Entra) -> str:
        now = entra.clock.now(TENANT)
        claims = {"iss": workload.issuer, "sub": workload.subject, "aud": "api://AzureADTokenExchange", "exp": now + 60}
        return entra.state.issuers.sign(workload.issuer, claims | changes)

    return made


def foreign(
    issuer: str, subject: str, pair: SigningKey = OTHER, kid: str = "", name: str = "kid"
) -> Callable[[Entra], str]:
    """A token that looks like a provider's and is not signed by it."""

    def made(entra: Entra) -> str:
        played = entra.state.issuers.key(issuer)
        named = kid or (played.kid if played else pair.kid)
        claims = {"iss": issuer, "sub": subject, "aud": "api://AzureADTokenExchange", "exp": time.time() + 60}
        return jwt.encode(claims, pair.private, "RS256", {name: named})

    return made


def shown(
    made: Callable[[Entra], str], path: str = "v2.0/", client: str = CERTIFIED.client_id, **form: Any
) -> Situation:
    """A token request with this assertion."""

    def situation(entra: Entra) -> Ask:
        given = {"client_id": client, "client_secret": None, "client_assertion_type": BEARER} | form
        return token(path, client_assertion=made(entra), **given)(entra)

    return situation


def federated(made: Callable[[Entra], str], path: str = "v2.0/") -> Situation:
    return shown(made, path, contoso.AUTOMATION.client_id)


def job(
    host: str, variable: str, bearer: str | None = None, method: str = "GET", *, sized: bool = True, **headers: str
) -> Situation:
    """What a job asks its host for, at the address in a variable; a POST says that it has no body, if it is `sized`."""

    def situation(entra: Entra) -> Ask:
        machine = entra.on(host).machine
        address = HOSTS[host] if variable == "" else variable
        given = machine.identity_header if bearer is None else bearer
        fields = [("Authorization", f"Bearer {given}"), *((k.replace("_", "-"), v) for k, v in headers.items())]
        fields += [("Content-Length", "0")] if method == "POST" and sized else []
        return Ask(address, method, tuple(fields), on=host)

    return situation


HOSTS = {
    "github-actions": "https://pipelines.actions.githubusercontent.com/contoso/_apis/distributedtask/hubs/Actions/plans/"
    "44445555-eeee-6666-ffff-7777aaaa8888/jobs/55556666-ffff-7777-aaaa-8888bbbb9999/idtoken?api-version=2.0",
    "azure-devops": "https://dev.azure.com/contoso/eeeeffff-4444-aaaa-5555-bbbb6666cccc/_apis/distributedtask/hubs/build/plans/"
    "44445555-eeee-6666-ffff-7777aaaa8888/jobs/55556666-ffff-7777-aaaa-8888bbbb9999/oidctoken?api-version=7.1"
    f"&serviceConnectionId={SERVICE_CONNECTION}",
}
NAMELESS = HOSTS["azure-devops"].partition("&")[0]
VERSIONLESS = HOSTS["azure-devops"].replace("api-version=7.1&", "")
