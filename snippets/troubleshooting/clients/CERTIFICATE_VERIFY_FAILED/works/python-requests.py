# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - REQUESTS_CA_BUNDLE, where the network opens TLS: a file with its root certificate
import os

import requests

response = requests.post(
    f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": os.environ["CLIENT_SECRET"],
    },
    timeout=30,
)
print(response.text)
