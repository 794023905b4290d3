# Set these environment variables first:
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import os

import requests

response = requests.get(
    f"{os.environ['DATABRICKS_HOST']}/api/2.0/preview/scim/v2/Me",
    headers={"Authorization": f"Bearer {os.environ['CLIENT_SECRET']}"},
    timeout=30,
)
print(response.text)
