"""Builds, signs and verifies access tokens.

Follows https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference. The order of the claims is that
of a Databricks token issued in 2020. Which version a token has is decided by the resource, not by the endpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_entra.directory import Application, ManagedIdentity, Resource
from mock_entra.keys import KeyRing
from mock_entra.opaque import opaque

if TYPE_CHECKING:
    from jwt.types import Options

APP_LIFETIME = 3600
MANAGED_IDENTITY_LIFETIME = 86400
BACKDATED = 300  # Entra dates a token five minutes back, against clocks that run slow.


@dataclass(frozen=True)
class Token:
    """A signed token; `not_before` and `expires_on` are epoch seconds, `lifetime` is what is left, in seconds."""

    text: str
    claims: dict[str, Any]
    lifetime: int

    @property
    def not_before(self) -> int:
        return int(self.claims["nbf"])

    @property
    def expires_on(self) -> int:
        return int(self.claims["exp"])


@dataclass(frozen=True)
class Issuer:
    """Signs with the ring's current key."""

    keys: KeyRing

    def issue(
        self,
        principal: Application | ManagedIdentity,
        resource: Resource,
        audience: str,
        *,
        now: float,
        lifetime: int = APP_LIFETIME,
        credential: str = "1",
    ) -> Token:
        """An app-only token for `audience`, one of the resource's identifiers.

        `credential` is how the client proved itself: "1" with a secret, "2" with an assertion (`appidacr`, `azpacr`).
        """
        issued = int(now) - BACKDATED
        claims: dict[str, Any] = {"aud": audience, "iss": f"https://sts.windows.net/{principal.tenant}/"}
        claims |= {"iat": issued, "nbf": issued, "exp": int(now) + lifetime, "aio": opaque(42)}
        if resource.token_version == "1.0":
            claims |= {"appid": principal.client_id, "appidacr": credential, "idp": claims["iss"]}
        else:
            claims["iss"] = f"https://login.microsoftonline.com/{principal.tenant}/v2.0"
            claims |= {"azp": principal.client_id, "azpacr": credential}
        claims |= {"oid": principal.object_id, "rh": f"1.{opaque(48)}.", "sub": principal.object_id}
        claims |= {"tid": principal.tenant, "uti": opaque(16), "ver": resource.token_version}
        if isinstance(principal, ManagedIdentity):
            claims["xms_mirid"] = principal.resource_id
        return Token(self.sign(claims), claims, lifetime - 1)

    def sign(self, claims: dict[str, Any]) -> str:
        import jwt  # noqa: PLC0415  # a seventh of the start-up, which no command needs before its first token

        key = self.keys.current
        headers = {"x5t": key.kid, "kid": key.kid}
        text: str = jwt.encode(claims, key.private, "RS256", headers, sort_headers=False)
        return text

    def verify(self, text: str) -> dict[str, Any]:
        """The claims of a token that this mock signed, whatever its audience and age.

        Raises ValueError if it is no JWT, or another key signed it.
        """
        import jwt  # noqa: PLC0415  # as in `sign`

        try:
            key = self.keys.find(jwt.get_unverified_header(text).get("kid", ""))
            if key is None:
                raise ValueError("The token is signed by a key that this mock does not have.")
            unchecked: Options = {"verify_aud": False, "verify_exp": False, "verify_nbf": False, "verify_iat": False}
            claims: dict[str, Any] = jwt.decode(text, key.private.public_key(), algorithms=["RS256"], options=unchecked)
        except jwt.InvalidTokenError as error:
            raise ValueError(f"The token is not a JWT signed by this mock: {error}.") from error
        return claims
