# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
import os

import msal

app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential=os.environ["CLIENT_SECRET"],
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_silent(["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"], account=None)
print(result["access_token"])
