"""What a refusal's text is filled with, where the situation decides it."""

from __future__ import annotations

from base64 import urlsafe_b64decode

from mock_entra.workloads import AKS
from tests.contract.assertion_asks import OTHER

THUMBPRINT = urlsafe_b64decode(OTHER.kid + "=").hex().upper()
UNNAMED = "[Reason - The key was not found., Please visit"
SAYS = {
    "GET of the token endpoint": "only accepts POST, OPTIONS requests. Received a GET request.",
    "POST of a discovery document": "only accepts GET, OPTIONS requests. Received a POST request.",
    "no grant type": "'grant_type'",
    "no client id": "'client_id'",
    "v1 without resource": "'resource'",
    "no scope": "'scope'",
    "scope of no URI": "user.read/.default",
    "scope of two resources": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default https://graph.microsoft.com/.default",
    **{f"assertion without {name}": f"'{name}'" for name in ("iss", "sub", "aud", "exp", "jti")},
    "assertion of an unknown key": f" Thumbprint of key used by client: '{THUMBPRINT}', Please",
    "assertion of an unknown key by SHA-256": UNNAMED,
    "assertion of an unknown key by its name": UNNAMED,
    "assertion of a thumbprint that is none": UNNAMED,
    "token of an unknown key": f"identifier unknown used to sign the federated credential could not be found in the metadata "
    f"of identity provider {AKS.issuer}.",
    "token whose key is named by x5t": "The certificate with identifier  used to sign the federated credential",
    "token that has expired": "valid from 1970-01-01T00:00:00.0000000Z, expiry time of assertion 2023-11-14T22:13:20.0000000Z.",
    "token that has expired, with a fraction": "expiry time of assertion 2023-11-14T22:13:20.2500000Z.",
    "token for another audience": "'https://github.com/contoso'",
    "IMDS with a parameter twice": "'resource'",
    "subscriptions of version latest": "'latest' is invalid. The supported versions are '2024-03-01,2023-07-01,",
    "Azure DevOps' token with a wrong bearer": "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com",
}
