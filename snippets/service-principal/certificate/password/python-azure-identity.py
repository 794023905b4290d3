# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - PROTECTED_CERTIFICATE_PATH, a PEM file with the encrypted private key and the certificate
# - CERTIFICATE_PASSWORD
import json
import os

from azure.identity import CertificateCredential

credential = CertificateCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    certificate_path=os.environ["PROTECTED_CERTIFICATE_PATH"],
    password=os.environ["CERTIFICATE_PASSWORD"],
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
