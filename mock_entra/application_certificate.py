"""The key and certificate of the guide's application, made in this run: the files that a command finds, and what is registered.

Follows https://learn.microsoft.com/entra/identity-platform/howto-create-self-signed-certificate: RSA-2048, a year.
"""

from __future__ import annotations

import base64
import datetime
from concurrent.futures import Future
from functools import cache
from pathlib import Path

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
_PEM, _PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


def begin() -> None:
    """Begin to make the key, for which whoever first needs it else waits."""
    _pair()


def variables(folder: Path) -> dict[str, str]:
    """Write the key with its certificate, in three forms, into a run's private folder; the variables say where."""
    key, certificate = _pair().result(SECONDS)
    public = certificate.public_bytes(_PEM)
    protected = serialization.BestAvailableEncryption(PASSWORD.encode())
    files = {
        "CERTIFICATE_PATH": ("certificate.pem", key.private_bytes(_PEM, _PKCS8, serialization.NoEncryption()) + public),
        "PROTECTED_CERTIFICATE_PATH": ("protected.pem", key.private_bytes(_PEM, _PKCS8, protected) + public),
        "PFX_PATH": ("certificate.pfx", pkcs12.serialize_key_and_certificates(None, key, certificate, None, protected)),
    }
    for name, content in files.values():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)
    paths = {variable: str(folder / name) for variable, (name, _) in files.items()}
    return paths | {"CERTIFICATE_PASSWORD": PASSWORD}


def registered() -> Certificate:
    """The public half, as an application registers it."""
    return Certificate(_pair().result(SECONDS)[1].public_bytes(_PEM).decode())


def signing_key() -> SigningKey:
    """The key as one that signs tokens, named by the certificate's SHA-256 thumbprint."""
    key, certificate = _pair().result(SECONDS)
    encoded = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    return SigningKey(key, base64url(certificate.fingerprint(hashes.SHA256())), encoded)


@cache
def _pair() -> Future[tuple[rsa.RSAPrivateKey, x509.Certificate]]:
    """One for the whole process."""
    return begun(_make)


def _make() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(_NAME, _NAME, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + _LIFE)
        .sign(key, hashes.SHA256())
    )
    return key, certificate
