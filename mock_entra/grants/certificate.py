"""Which of an application's certificates an assertion means: its header names the key by a thumbprint.

Follows RFC 7515, sections 4.1.4, 4.1.7 and 4.1.8. A `kid` is the SHA-1 thumbprint, in hexadecimal or as in `x5t`.
Not played: keys that are registered without a certificate.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from mock_entra.directory import Application
from mock_entra.keys import base64url

_URL_SAFE = str.maketrans("+/", "-_")


def find(header: dict[str, Any], application: Application) -> x509.Certificate | None:
    """The registered certificate that a header names; None if it names none of them."""
    for registered in application.certificates:
        certificate = x509.load_pem_x509_certificate(registered.pem.encode())
        short = certificate.fingerprint(hashes.SHA1())  # noqa: S303 - the name that x5t is defined as
        names = {
            "x5t#S256": (base64url(certificate.fingerprint(hashes.SHA256())),),
            "x5t": (base64url(short),),
            "kid": (base64url(short), short.hex().upper()),
        }
        # MSAL for Python sends the padding that RFC 7515 leaves out, MSAL for Go and Java base64's other alphabet too.
        given = {n: str(header[n]).rstrip("=").translate(_URL_SAFE) for n in names if header.get(n)}
        if all(value in names[name] for name, value in given.items()):
            return certificate
    return None


def thumbprint(header: dict[str, Any]) -> str:
    """The SHA-1 thumbprint of `x5t` in hexadecimal; empty where the header has none."""
    text = str(header.get("x5t") or "").rstrip("=")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).hex().upper()
    except ValueError:
        return ""
