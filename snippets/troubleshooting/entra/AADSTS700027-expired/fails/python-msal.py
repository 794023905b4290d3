# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - EXPIRED_CERTIFICATE_PATH, a PEM file with the private key and a certificate that has expired
import json
import os
from pathlib import Path

import msal

pem = Path(os.environ["EXPIRED_CERTIFICATE_PATH"]).read_text()
app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential={"private_key": pem, "public_certificate": pem},
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
