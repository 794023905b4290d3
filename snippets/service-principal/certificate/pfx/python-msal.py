# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - PFX_PATH, a PFX file (PKCS #12) with the private key and the certificate
# - CERTIFICATE_PASSWORD
import json
import os
import sys

import msal

app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential={
        "private_key_pfx_path": os.environ["PFX_PATH"],
        "passphrase": os.environ["CERTIFICATE_PASSWORD"],
    },
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
if "access_token" not in result:
    sys.exit(f"{result['error']}: {result.get('error_description')}")
print(json.dumps(result, indent=2))
