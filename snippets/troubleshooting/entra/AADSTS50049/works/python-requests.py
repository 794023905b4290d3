# Set these environment variables first:
# - TENANT_ID
import os

import requests

response = requests.get(
    "https://login.microsoftonline.com/common/discovery/instance",
    params={
        "api-version": "1.0",
        "authorization_endpoint": f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/authorize",
    },
    timeout=30,
)
print(response.text)
