"""Whether an application trusts what an identity provider says: issuer, audience and subject, then the provider's key.

Plays https://learn.microsoft.com/entra/workload-id/workload-identity-federation. Upper and lower case count since August 2024:
https://learn.microsoft.com/entra/identity-platform/reference-breaking-changes.
Not played: the fetch itself (a provider is what `mock_entra.issuers` plays, or cannot be reached), claims matching expressions.
"""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from mock_entra.directory import Application
from mock_entra.issuers import Issuers
from mock_entra.refusals import refuse


def trusted(header: dict[str, Any], claims: dict[str, Any], application: Application, issuers: Issuers) -> RSAPublicKey:
    """The key that must have signed the token.

    Raises RefusedError where no federated credential of the application fits the claims, or the provider has no such key.
    """
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    found = [c for c in application.federated_credentials if c.issuer == issuer]
    if not found:
        refuse("AADSTS700211", issuer=issuer)
    given = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    found = [c for c in found if set(c.audiences) & set(map(str, given))]
    if not found:
        refuse("AADSTS700212", audience=str(given[0]))
    if subject not in [c.subject for c in found]:
        alike = subject.casefold() in [c.subject.casefold() for c in found]
        refuse("AADSTS7002138" if alike else "AADSTS700213", subject=subject)
    key = issuers.key(issuer)
    if key is None:
        refuse("AADSTS501661")
    if header.get("kid") != key.kid:
        refuse("AADSTS7000272", key=str(header.get("kid", "")), issuer=issuer)
    return key.private.public_key()
