# In a job of GitHub Actions with the permission "id-token: write".
# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
import json
import os

import msal
import requests


def assertion() -> str:
    response = requests.get(
        os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"],
        params={"audience": "api://AzureADTokenExchange"},
        headers={"Authorization": f"bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"},
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["value"]


app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential={"client_assertion": assertion},
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
