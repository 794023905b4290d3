# Run this on the virtual machine that has the managed identity
# Set this environment variable first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
import json
import os

from azure.identity import ManagedIdentityCredential

credential = ManagedIdentityCredential(client_id=os.environ["MANAGED_IDENTITY_CLIENT_ID"])
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
