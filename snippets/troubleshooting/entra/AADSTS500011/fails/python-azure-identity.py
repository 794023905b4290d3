# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST
import json
import os

from azure.identity import ClientSecretCredential

credential = ClientSecretCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
)
token = credential.get_token(f"{os.environ['DATABRICKS_HOST']}/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
