# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
import json
import os
from pathlib import Path

import msal


def assertion() -> str:
    return Path(os.environ["AZURE_FEDERATED_TOKEN_FILE"]).read_text().strip()


app = msal.ConfidentialClientApplication(
    client_id="88889999-cccc-0000-dddd-1111eeee2222",
    client_credential={"client_assertion": assertion},
    authority=f"https://login.microsoftonline.com/{os.environ['AZURE_TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
print(json.dumps(result, indent=2))
