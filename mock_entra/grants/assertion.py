"""How an application proves itself with a JWT instead of a secret: its own, signed with its certificate, or a provider's.

Plays https://learn.microsoft.com/entra/identity-platform/certificate-credentials, RFC 7523 and, for what an identity provider
says, https://learn.microsoft.com/entra/workload-id/workload-identity-federation. Which of several faults is named first is
unconfirmed, but for what is missing before what is wrong.
Not played: an assertion used twice, x5c with Subject Name/Issuer, flexible federated credentials, clock skew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

from mock_entra.directory import Application, Tenant
from mock_entra.grants.certificate import find, thumbprint
from mock_entra.grants.federated import trusted
from mock_entra.refusals import refuse
from mock_entra.state import State

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256")
KEY_NAMES = ("x5t", "x5t#S256", "kid")
AUDIENCES = (
    "https://login.microsoftonline.com/{}/oauth2/v2.0/token",
    "https://login.microsoftonline.com/{}/oauth2/token",
)
UNCHECKED = {f"verify_{name}": False for name in ("signature", "aud", "iss", "sub", "jti", "exp", "nbf", "iat")}
DAY = "%m/%d/%Y %H:%M:%S"
SECONDS = 10**7  # Entra writes a second's ten millionths
# Inferred: MSAL for Node dates an assertion up to a second ahead, and Entra takes it. How much it tolerates is unconfirmed.
SKEW = 300


@dataclass(frozen=True)
class Assertion:
    """A JWT whose form is right; nothing in it has been checked."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]


def check(text: str, application: Application, tenant: Tenant, entra: State) -> None:
    """Accept the assertion as the application's.

    Raises RefusedError where its form, its claims, its key, its signature, its audience or its time are wrong.
    """
    assertion = _read(text)
    if "://" in str(assertion.claims["iss"]):
        key = trusted(assertion.header, assertion.claims, application, entra.issuers)
        _verify(assertion, key)
    else:
        _own(assertion, application, tenant, entra)
    _check_time(assertion.claims, entra.now())


def _read(text: str) -> Assertion:
    try:
        header = jwt.get_unverified_header(text)
        claims: dict[str, Any] = jwt.decode(text, options=UNCHECKED)  # type: ignore[arg-type]  # a TypedDict of such names
    except jwt.InvalidTokenError:
        refuse("AADSTS50027")
    if header.get("alg") not in ALGORITHMS:
        refuse("AADSTS5002738", alg=str(header.get("alg")))
    if not any(header.get(name) for name in KEY_NAMES):
        refuse("AADSTS5002723")
    for name in ("iss", "sub", "aud", "exp"):
        if not claims.get(name):
            refuse("AADSTS90014", name=name)
    return Assertion(text, header, claims)


def _own(assertion: Assertion, application: Application, tenant: Tenant, entra: State) -> None:
    """An assertion that the application has signed with the key of a certificate."""
    claims = assertion.claims
    if not claims.get("jti"):
        refuse("AADSTS90014", name="jti")
    if {str(claims["iss"]).lower(), str(claims["sub"]).lower()} != {application.client_id}:
        refuse("AADSTS700021")
    certificate = find(assertion.header, application)
    if certificate is None:
        named = thumbprint(assertion.header)
        said = f" Thumbprint of key used by client: '{named}'," if named else ""
        refuse("AADSTS700027", thumbprint=said, app=application.client_id)
    if not certificate.not_valid_before_utc.timestamp() <= entra.now() < certificate.not_valid_after_utc.timestamp():
        refuse("AADSTS700027-expired", app=application.client_id, **_validity(certificate))
    _verify(assertion, certificate.public_key())
    names = (tenant.id, *tenant.domains)
    if str(claims["aud"]).lower() not in [url.format(name) for url in AUDIENCES for name in names]:
        refuse("AADSTS700023")


def _validity(certificate: x509.Certificate) -> dict[str, str]:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    named = certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - the name that x5t is defined as
    return {"thumbprint": named, "start": f"{start:{DAY}}", "end": f"{end:{DAY}}"}


def _verify(assertion: Assertion, key: CertificatePublicKeyTypes) -> None:
    try:
        options: Any = UNCHECKED | {"verify_signature": True}
        jwt.decode(assertion.text, key, algorithms=[assertion.header["alg"]], options=options)  # type: ignore[arg-type]  # a key that cannot sign so is refused
    except (jwt.InvalidTokenError, jwt.InvalidKeyError, TypeError):
        refuse("AADSTS700027-signature")


def _check_time(claims: dict[str, Any], now: float) -> None:
    try:
        start, end = float(claims.get("nbf", 0)), float(claims["exp"])
        moments = {"now": _written(now), "start": _written(start), "end": _written(end)}
    except (TypeError, ValueError, OverflowError, OSError):  # no number, or of no year that there is
        refuse("AADSTS50027")
    if not start - SKEW <= now < end:
        refuse("AADSTS700024", **moments)


def _written(moment: float) -> str:
    """A moment as Entra writes it: seven digits behind the second."""
    return f"{datetime.fromtimestamp(int(moment), UTC):%Y-%m-%dT%H:%M:%S}.{int(moment % 1 * SECONDS):07}Z"
