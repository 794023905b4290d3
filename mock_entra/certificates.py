"""A certificate authority that lives as long as the run, and can vouch for none but the played names."""

from __future__ import annotations

import datetime
import ssl
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    import trustme

TRUST_STORE = ".p12"  # beside the PEM file
PLAYED_DOMAINS = (
    "microsoftonline.com",
    "azure.com",
    "windows.net",
    "azuredatabricks.net",
    "githubusercontent.com",
    "gitlab.com",
    "contoso.com",
    "localhost",
)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mock_entra, for this run only")])
_LIFE = datetime.timedelta(days=7)


class Authority:
    """Issues a server certificate a name; its key stays in memory."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.pem = _authority(self._key).public_bytes(serialization.Encoding.PEM)
        self._contexts: dict[str, ssl.SSLContext] = {}

    @cached_property
    def issuer(self) -> trustme.CA:
        """What signs the certificates."""
        import trustme  # noqa: PLC0415  # no command needs it before its first tunnel, and it takes time to load

        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return trustme.CA.from_pem(self.pem, self._key.private_bytes(encoding, form, serialization.NoEncryption()))

    def context(self, host: str) -> ssl.SSLContext:
        """A server-side TLS context for one host name; HTTP/1.1 only, as Entra is."""
        if host not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_alpn_protocols(["http/1.1"])
            self.issuer.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return self._contexts[host]

    def write(self, folder: Path) -> Path:
        """Write the certificate, never the key, for clients to trust: as PEM, and beside it as Java reads it."""
        file = folder / "mock-entra-ca.pem"
        store = file.with_suffix(TRUST_STORE)
        for mine in (file, store):
            mine.touch(mode=0o600)
        file.write_bytes(self.pem)
        # No encryption: Java opens such a trust store without a password, and there is nothing in it to hide.
        trusted = [pkcs12.PKCS12Certificate(x509.load_pem_x509_certificate(self.pem), b"mock_entra")]
        store.write_bytes(pkcs12.serialize_java_truststore(trusted, serialization.NoEncryption()))
        return file


def _authority(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    names = x509.NameConstraints([x509.DNSName(domain) for domain in PLAYED_DOMAINS], None)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    public = key.public_key()
    return (
        x509.CertificateBuilder(_NAME, _NAME, public, x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(names, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
