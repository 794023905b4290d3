"""A certificate authority that lives as long as the run, and can vouch for none but the played names."""

from __future__ import annotations

import datetime
import ssl
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PLAYED_DOMAINS = ("microsoftonline.com", "azure.com", "windows.net", "azuredatabricks.net", "localhost")
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mock_entra, for this run only")])
_LIFE = datetime.timedelta(days=7)


class Authority:
    """Issues a server certificate a name; its key stays in memory."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _authority(key)
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        pkcs8 = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._issuer = trustme.CA.from_pem(self.pem, pkcs8)
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context(self, host: str) -> ssl.SSLContext:
        """A server-side TLS context for one host name; HTTP/1.1 only, as Entra is."""
        if host not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_alpn_protocols(["http/1.1"])
            self._issuer.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return self._contexts[host]

    def write(self, folder: Path) -> Path:
        """Write the certificate, never the key, for clients to trust."""
        file = folder / "mock-entra-ca.pem"
        file.write_bytes(self.pem)
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
