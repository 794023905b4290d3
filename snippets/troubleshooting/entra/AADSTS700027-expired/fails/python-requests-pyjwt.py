# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - EXPIRED_CERTIFICATE_PATH, a PEM file with the private key and a certificate that has expired
import base64
import os
import time
import uuid
from pathlib import Path

import jwt
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

url = f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token"
pem = Path(os.environ["EXPIRED_CERTIFICATE_PATH"]).read_bytes()
key = serialization.load_pem_private_key(pem, password=None)
fingerprint = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256())
thumbprint = base64.urlsafe_b64encode(fingerprint).decode().rstrip("=")
now = int(time.time())
assertion = jwt.encode(
    {
        "aud": url,
        "iss": os.environ["CLIENT_ID"],
        "sub": os.environ["CLIENT_ID"],
        "jti": str(uuid.uuid4()),
        "nbf": now,
        "exp": now + 600,
    },
    key,
    algorithm="PS256",
    headers={"x5t#S256": thumbprint},
)
response = requests.post(
    url,
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["CLIENT_ID"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
    },
    timeout=30,
)
print(response.text)
