# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
import json
import os

from azure.identity import ClientSecretCredential

credential = ClientSecretCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
