"""The identity providers outside Microsoft Entra ID that this mock plays, each with a key of its own, made in this run."""

from __future__ import annotations

from typing import Any

from mock_entra.application_certificate import signing_key
from mock_entra.keys import SigningKey
from mock_entra.opaque import guid
from mock_entra.workloads import EXCHANGE, OWN, WORKLOADS, Workload


class Issuers:
    """Signs what providers say of their workloads; a provider's key is made when it is first needed."""

    def __init__(self) -> None:
        self._keys: dict[str, SigningKey] = {}

    def key(self, issuer: str) -> SigningKey | None:
        """The key of the provider whose tokens name this issuer; None for a provider that is not played."""
        if issuer not in self._keys and any(workload.issuer == issuer for workload in WORKLOADS):
            self._keys[issuer] = signing_key() if issuer == OWN.issuer else SigningKey.generate()
        return self._keys.get(issuer)

    def members(self, issuer: str) -> list[dict[str, Any]]:
        """The provider's key set, as RFC 7517 has it."""
        key = self.key(issuer)
        if key is None:
            return []
        known = key.member(None)
        return [{name: known[name] for name in ("kty", "use", "kid", "n", "e")} | {"alg": "RS256"}]

    def vouch(self, workload: Workload, *, now: float, audience: str = EXCHANGE) -> str:
        """A token that says who a workload is, for an audience; `now` is in epoch seconds."""
        issued = int(now)
        claims: dict[str, Any] = {"jti": guid(), "sub": workload.subject, "aud": audience}
        claims |= dict(workload.about)
        claims |= {"iss": workload.issuer, "nbf": issued, "exp": issued + workload.lifetime, "iat": issued}
        return self.sign(workload.issuer, claims)

    def sign(self, issuer: str, claims: dict[str, Any]) -> str:
        """The claims, signed with the key of a provider.

        Raises ValueError for a provider that is not played.
        """
        import jwt  # noqa: PLC0415  # no command needs it before its first token, and it takes time to load

        key = self.key(issuer)
        if key is None:
            raise ValueError(f"{issuer} is not an identity provider that this mock plays.")
        text: str = jwt.encode(claims, key.private, "RS256", {"kid": key.kid})
        return text
