"""The keys and certificates of the guide's application, made in this run: what a command finds, and what is registered.

Follows https://learn.microsoft.com/entra/identity-platform/howto-create-self-signed-certificate: RSA-2048, a year. Beside the
valid certificate there is one that has expired, with a key of its own; its dates are fixed because a page shows them.
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

Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]
Validity = tuple[datetime.datetime, datetime.datetime]
PASSWORD = "Dd1Ee~2Ff3+Gg4/Hh5"
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "databricks-automation")])
SECONDS = 30
_YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
_VALID = (_YESTERDAY, _YESTERDAY + datetime.timedelta(days=366))
_EXPIRED = (datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
_PEM, _PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


def begin() -> None:
    """Begin to make the keys, for which whoever first needs them else waits."""
    for validity in (_VALID, _EXPIRED):
        _pair(validity)


def variables(folder: Path) -> dict[str, str]:
    """Write the keys with their certificates into a run's private folder; the variables say where.

    The valid pair comes in three forms, the expired one in one; the last file has the valid certificate with the other's key.
    """
    key, certificate = _pair(_VALID).result(SECONDS)
    other, expired = _pair(_EXPIRED).result(SECONDS)
    private, foreign = (k.private_bytes(_PEM, _PKCS8, serialization.NoEncryption()) for k in (key, other))
    public = certificate.public_bytes(_PEM)
    protected = serialization.BestAvailableEncryption(PASSWORD.encode())
    files = {
        "CERTIFICATE_PATH": ("certificate.pem", private + public),
        "PROTECTED_CERTIFICATE_PATH": ("protected.pem", key.private_bytes(_PEM, _PKCS8, protected) + public),
        "PFX_PATH": ("certificate.pfx", pkcs12.serialize_key_and_certificates(None, key, certificate, None, protected)),
        "EXPIRED_CERTIFICATE_PATH": ("expired.pem", foreign + expired.public_bytes(_PEM)),
        "MIXED_CERTIFICATE_PATH": ("mixed.pem", foreign + public),
    }
    for name, content in files.values():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)
    paths = {variable: str(folder / name) for variable, (name, _) in files.items()}
    return paths | {"CERTIFICATE_PASSWORD": PASSWORD}


def registered() -> tuple[Certificate, ...]:
    """The public halves, as an application registers them: the valid one first."""
    pairs = (_pair(validity).result(SECONDS) for validity in (_VALID, _EXPIRED))
    return tuple(Certificate(certificate.public_bytes(_PEM).decode()) for _, certificate in pairs)


def signing_key() -> SigningKey:
    """The key as one that signs tokens, named by the certificate's SHA-256 thumbprint."""
    key, certificate = _pair(_VALID).result(SECONDS)
    encoded = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    return SigningKey(key, base64url(certificate.fingerprint(hashes.SHA256())), encoded)


@cache
def _pair(validity: Validity) -> Future[Pair]:
    """One of each validity for the whole process."""
    return begun(lambda: _make(*validity))


def _make(start: datetime.datetime, end: datetime.datetime) -> Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = (
        x509.CertificateBuilder(_NAME, _NAME, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .sign(key, hashes.SHA256())
    )
    return key, certificate
