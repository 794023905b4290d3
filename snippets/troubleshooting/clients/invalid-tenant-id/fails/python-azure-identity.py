# Set these environment variables first:
# - CLIENT_ID
# - CLIENT_SECRET
import json
import os

from azure.identity import ClientSecretCredential

credential = ClientSecretCredential(
    tenant_id="<tenant-id>",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
