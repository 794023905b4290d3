# In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
# map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
import os
import sys

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


response = requests.post(
    f"https://login.microsoftonline.com/{os.environ['AZURESUBSCRIPTION_TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["AZURESUBSCRIPTION_CLIENT_ID"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion(),
    },
    timeout=30,
)
if not response.ok:
    sys.exit(response.text)
print(response.text)
