# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
import os
import sys
from pathlib import Path

import requests


def assertion() -> str:
    return Path(os.environ["AZURE_FEDERATED_TOKEN_FILE"]).read_text().strip()


response = requests.post(
    f"https://login.microsoftonline.com/{os.environ['AZURE_TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["AZURE_CLIENT_ID"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion(),
    },
    timeout=30,
)
if not response.ok:
    sys.exit(response.text)
print(response.text)
