# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CERTIFICATE_PATH, a PEM file with the private key and the certificate of your identity provider
import base64
import os
import time
from pathlib import Path

import jwt
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

pem = Path(os.environ["CERTIFICATE_PATH"]).read_bytes()
key = serialization.load_pem_private_key(pem, password=None)
fingerprint = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256())
published = base64.urlsafe_b64encode(fingerprint).decode().rstrip("=")
token = jwt.encode(
    {
        "iss": "https://oidc.contoso.com",
        "sub": "etl",
        "aud": "api://AzureADTokenExchange",
        "exp": int(time.time()) + 600,
    },
    key,
    algorithm="RS256",
    headers={"kid": published},
)
response = requests.post(
    f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["CLIENT_ID"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": token,
    },
    timeout=30,
)
print(response.text)
