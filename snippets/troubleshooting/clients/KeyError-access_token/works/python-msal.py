# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
import os

import msal

app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential="aaaaaaaa-0b0b-1c1c-2d2d-333333333333",
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(result.get("access_token") or result["error_description"])
