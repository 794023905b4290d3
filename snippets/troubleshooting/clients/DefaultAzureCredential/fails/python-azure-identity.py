# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
import json

from azure.identity import DefaultAzureCredential

credential = DefaultAzureCredential(exclude_managed_identity_credential=True)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
