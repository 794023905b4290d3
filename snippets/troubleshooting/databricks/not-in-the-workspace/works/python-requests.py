# Run this on the virtual machine that has the managed identity
# Set these environment variables first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import os
import sys

import requests

token_response = requests.get(
    "http://169.254.169.254/metadata/identity/oauth2/token",
    params={
        "api-version": "2018-02-01",
        "resource": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
        "client_id": os.environ["MANAGED_IDENTITY_CLIENT_ID"],
    },
    headers={"Metadata": "true"},
    timeout=30,
)
if not token_response.ok:
    sys.exit(token_response.text)
access_token = token_response.json()["access_token"]

response = requests.get(
    f"{os.environ['DATABRICKS_HOST']}/api/2.0/preview/scim/v2/Me",
    headers={"Authorization": f"Bearer {access_token}"},
    timeout=30,
)
print(response.text)
