import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

retries = Retry(
    total=5,
    backoff_factor=1,
    allowed_methods={"POST"},
    status_forcelist={429, 500, 502, 503, 504},
)
session = requests.Session()
session.mount("https://login.microsoftonline.com", HTTPAdapter(max_retries=retries))

response = session.post(
    f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": os.environ["CLIENT_SECRET"],
        "scope": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
    },
    timeout=10,
)
response.raise_for_status()
print("token after", len(response.raw.retries.history), "retries")
