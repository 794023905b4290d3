# Run this on the virtual machine that has the managed identity
import json

import msal

identity = msal.SystemAssignedManagedIdentity()
client = msal.ManagedIdentityClient(identity)
result = client.acquire_token_for_client(resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")
print(json.dumps(result, indent=2))
