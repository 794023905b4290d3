# Set these environment variables first:
# - TENANT_ID
# - CLIENT_SECRET
import json
import os

import msal

app = msal.ConfidentialClientApplication(
    client_id="00000000-0000-0000-0000-000000000000",
    client_credential=os.environ["CLIENT_SECRET"],
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
