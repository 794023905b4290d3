# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
import json

import msal
import requests

identity = msal.SystemAssignedManagedIdentity()
client = msal.ManagedIdentityClient(identity, http_client=requests.Session())
result = client.acquire_token_for_client(resource="https://adb-1234567890123456.7.azuredatabricks.net")
print(json.dumps(result, indent=2))
