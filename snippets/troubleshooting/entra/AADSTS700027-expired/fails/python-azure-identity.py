# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - EXPIRED_CERTIFICATE_PATH, a PEM file with the private key and a certificate that has expired
import json
import os

from azure.identity import CertificateCredential

credential = CertificateCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    certificate_path=os.environ["EXPIRED_CERTIFICATE_PATH"],
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
