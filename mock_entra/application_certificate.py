"""The key and certificates of the guide's application, made in this run: what a command finds, and what is registered.

Follows https://learn.microsoft.com/entra/identity-platform/howto-create-self-signed-certificate: RSA-2048, a year. Beside the
valid certificate there is one that has expired, whose dates are fixed because a page shows them, and one of another key.
"""

from __future__ import annotations

import base64
import datetime
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from mock_entra.background import begun
from mock_entra.directory import Certificate
from mock_entra.keys import SigningKey, base64url

PASSWORD = "Dd1Ee~2Ff3+Gg4/Hh5"
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "databricks-automation")])
SECONDS = 30
_LIFE = datetime.timedelta(days=365)
_EXPIRED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_PEM, _PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


class Made(NamedTuple):
    """A private key with its valid and its expired certificate, and a certificate of another key."""

    key: rsa.RSAPrivateKey
    valid: x509.Certificate
    expired: x509.Certificate
    foreign: x509.Certificate


def begin() -> None:
    """Begin to make the key, for which whoever first needs it else waits."""
    _made()


def variables(folder: Path) -> dict[str, str]:
    """Write the key with its certificates into a run's private folder; the variables say where."""
    made = _made().result(SECONDS)
    valid, expired, foreign = (certificate.public_bytes(_PEM) for certificate in made[1:])
    protected = serialization.BestAvailableEncryption(PASSWORD.encode())
    key = made.key.private_bytes(_PEM, _PKCS8, serialization.NoEncryption())
    pfx = pkcs12.serialize_key_and_certificates(None, made.key, made.valid, None, protected)
    files = {
        "CERTIFICATE_PATH": ("certificate.pem", key + valid),
        "PROTECTED_CERTIFICATE_PATH": ("protected.pem", made.key.private_bytes(_PEM, _PKCS8, protected) + valid),
        "PFX_PATH": ("certificate.pfx", pfx),
        "EXPIRED_CERTIFICATE_PATH": ("expired.pem", key + expired),
        "MIXED_CERTIFICATE_PATH": ("mixed.pem", key + foreign),
    }
    for name, content in files.values():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)
    paths = {variable: str(folder / name) for variable, (name, _) in files.items()}
    return paths | {"CERTIFICATE_PASSWORD": PASSWORD}


def registered() -> tuple[Certificate, ...]:
    """The public halves, as an application registers them: the valid one first."""
    return tuple(Certificate(certificate.public_bytes(_PEM).decode()) for certificate in _made().result(SECONDS)[1:])


def signing_key() -> SigningKey:
    """The key as one that signs tokens, named by the valid certificate's SHA-256 thumbprint."""
    key, certificate, *_ = _made().result(SECONDS)
    encoded = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    return SigningKey(key, base64url(certificate.fingerprint(hashes.SHA256())), encoded)


@cache
def _made() -> Future[Made]:
    """Once for the whole process."""
    return begun(_make)


def _make() -> Made:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    own = key.public_key()
    # Its private key is never needed, and making one would hold up every command as long as the first does.
    other = rsa.RSAPublicNumbers(65537, own.public_numbers().n + 2).public_key()
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    end = yesterday + _LIFE
    return Made(key, _certificate(own, end, key), _certificate(own, _EXPIRED, key), _certificate(other, end, key))


def _certificate(public: rsa.RSAPublicKey, end: datetime.datetime, signer: rsa.RSAPrivateKey) -> x509.Certificate:
    return (
        x509.CertificateBuilder(_NAME, _NAME, public, x509.random_serial_number())
        .not_valid_before(end - _LIFE)
        .not_valid_after(end)
        .sign(signer, hashes.SHA256())
    )
