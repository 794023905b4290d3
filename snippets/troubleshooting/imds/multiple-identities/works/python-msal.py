# Run this on the virtual machine that has the managed identity
# Set this environment variable first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
import json
import os

import msal
import requests

identity = msal.UserAssignedManagedIdentity(
    client_id=os.environ["MANAGED_IDENTITY_CLIENT_ID"],
)
client = msal.ManagedIdentityClient(identity, http_client=requests.Session())
result = client.acquire_token_for_client(resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")
print(json.dumps(result, indent=2))
