# Run this on the virtual machine that has the managed identity
import sys
import time

import requests

response = requests.get(
    "http://169.254.169.254/metadata/identity/oauth2/token",
    params={
        "api-version": "2018-02-01",
        "resource": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
    },
    headers={"Metadata": "true"},
    timeout=30,
)
if not response.ok:
    sys.exit(response.text)
token = response.json()
print("renew it now:", int(token["expires_on"]) < time.time() + 300)
