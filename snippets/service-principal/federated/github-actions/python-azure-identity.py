# In a job of GitHub Actions with the permission "id-token: write".
# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
import json
import os

import requests
from azure.identity import ClientAssertionCredential


def assertion() -> str:
    response = requests.get(
        os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"],
        params={"audience": "api://AzureADTokenExchange"},
        headers={"Authorization": f"bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"},
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["value"]


credential = ClientAssertionCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    func=assertion,
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
