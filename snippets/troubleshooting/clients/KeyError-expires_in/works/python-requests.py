# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
import os
import sys
import time

import requests

response = requests.get(
    os.environ["IDENTITY_ENDPOINT"],
    params={
        "api-version": "2019-08-01",
        "resource": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
    },
    headers={"X-IDENTITY-HEADER": os.environ["IDENTITY_HEADER"]},
    timeout=30,
)
if not response.ok:
    sys.exit(response.text)
token = response.json()
expires_on = int(token["expires_on"])
print("renew it now:", expires_on < time.time() + 300)
