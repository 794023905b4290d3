# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - FEDERATED_TOKEN, what your identity provider says of this job
import os
import sys

import requests


def assertion() -> str:
    return os.environ["FEDERATED_TOKEN"]


response = requests.post(
    f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["CLIENT_ID"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion(),
    },
    timeout=30,
)
if not response.ok:
    sys.exit(response.text)
print(response.text)
