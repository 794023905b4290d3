# Set these environment variables first:
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import os

import requests

response = requests.post(
    f"{os.environ['DATABRICKS_HOST']}/oidc/v1/token",
    data={
        "grant_type": "client_credentials",
        "scope": "all-apis",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": os.environ["CLIENT_SECRET"],
    },
    timeout=30,
)
print(response.text)
