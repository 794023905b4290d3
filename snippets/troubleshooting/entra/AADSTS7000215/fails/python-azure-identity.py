# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
import json
import os

from azure.identity import ClientSecretCredential

credential = ClientSecretCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    client_secret="aaaaaaaa-0b0b-1c1c-2d2d-333333333333",
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
