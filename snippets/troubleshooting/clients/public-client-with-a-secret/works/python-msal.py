# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
import json
import os

import msal

app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential=os.environ["CLIENT_SECRET"],
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
