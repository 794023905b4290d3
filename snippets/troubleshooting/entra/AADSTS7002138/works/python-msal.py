# In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
# map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
import json
import os

import msal
import requests


def assertion() -> str:
    response = requests.post(
        os.environ["SYSTEM_OIDCREQUESTURI"],
        params={
            "api-version": "7.1",
            "serviceConnectionId": os.environ["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"],
        },
        headers={
            "Authorization": f"Bearer {os.environ['SYSTEM_ACCESSTOKEN']}",
            "X-TFS-FedAuthRedirect": "Suppress",
        },
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["oidcToken"]


app = msal.ConfidentialClientApplication(
    client_id=os.environ["AZURESUBSCRIPTION_CLIENT_ID"],
    client_credential={"client_assertion": assertion},
    authority=f"https://login.microsoftonline.com/{os.environ['AZURESUBSCRIPTION_TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
