# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
import json
import os
import sys
from pathlib import Path

import msal


def assertion() -> str:
    return Path(os.environ["AZURE_FEDERATED_TOKEN_FILE"]).read_text().strip()


app = msal.ConfidentialClientApplication(
    client_id=os.environ["AZURE_CLIENT_ID"],
    client_credential={"client_assertion": assertion},
    authority=f"https://login.microsoftonline.com/{os.environ['AZURE_TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
if "access_token" not in result:
    sys.exit(f"{result['error']}: {result.get('error_description')}")
print(json.dumps(result, indent=2))
