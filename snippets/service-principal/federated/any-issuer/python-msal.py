# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - FEDERATED_TOKEN, what your identity provider says of this job
import json
import os
import sys

import msal


def assertion() -> str:
    return os.environ["FEDERATED_TOKEN"]


app = msal.ConfidentialClientApplication(
    client_id=os.environ["CLIENT_ID"],
    client_credential={"client_assertion": assertion},
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
)
result = app.acquire_token_for_client(scopes=["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
if "access_token" not in result:
    sys.exit(f"{result['error']}: {result.get('error_description')}")
print(json.dumps(result, indent=2))
