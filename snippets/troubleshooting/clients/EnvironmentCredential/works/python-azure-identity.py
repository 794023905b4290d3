# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
import json
import os

from azure.identity import EnvironmentCredential

os.environ["AZURE_TENANT_ID"] = os.environ["TENANT_ID"]
os.environ["AZURE_CLIENT_ID"] = os.environ["CLIENT_ID"]
os.environ["AZURE_CLIENT_SECRET"] = os.environ["CLIENT_SECRET"]
credential = EnvironmentCredential()
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
