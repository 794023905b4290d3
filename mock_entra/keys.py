"""The keys that sign tokens, made afresh for every run and served as a JSON Web Key Set (RFC 7517)."""

from __future__ import annotations

import base64
import datetime
import hashlib
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from mock_entra.background import begun

_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "accounts.accesscontrol.windows.net")])
_LIFE = datetime.timedelta(days=5 * 365)


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True)
class SigningKey:
    """An RSA-2048 key with its certificate; `kid` is the certificate's SHA-1 thumbprint, as Entra does it."""

    private: rsa.RSAPrivateKey
    kid: str
    certificate: str

    @classmethod
    def generate(cls) -> SigningKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder(_NAME, _NAME, private.public_key(), x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + _LIFE)
            .sign(private, hashes.SHA256())
            .public_bytes(serialization.Encoding.DER)
        )
        thumbprint = hashlib.sha1(certificate, usedforsecurity=False).digest()
        return cls(private, base64url(thumbprint), base64.b64encode(certificate).decode())

    def member(self, issuer: str | None) -> dict[str, Any]:
        """The key as a member of the set; v1 sets name no issuer."""
        numbers = self.private.public_key().public_numbers()
        key: dict[str, Any] = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid}
        key["n"] = base64url(numbers.n.to_bytes(256, "big"))
        key["e"] = base64url(numbers.e.to_bytes(3, "big"))
        key["x5c"] = [self.certificate]
        return key if issuer is None else key | {"cloud_instance_name": "microsoftonline.com", "issuer": issuer}


class KeyRing:
    """The current key and those before it; the first is made on a thread, while the server starts."""

    def __init__(self, first: Future[SigningKey] | None = None) -> None:
        self.first = first or begun(SigningKey.generate)
        self._later: list[SigningKey] = []

    def all(self) -> list[SigningKey]:
        """Every key that still verifies tokens, the current one last."""
        return [self.first.result(timeout=30), *self._later]

    @property
    def current(self) -> SigningKey:
        return self.all()[-1]

    def find(self, kid: str) -> SigningKey | None:
        return next((key for key in self.all() if key.kid == kid), None)

    def roll_over(self) -> None:
        """Sign with a new key from now on; what the old ones signed stays valid."""
        self._later.append(SigningKey.generate())
