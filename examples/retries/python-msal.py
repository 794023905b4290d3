import os

import msal
import requests

app = msal.ConfidentialClientApplication(
    os.environ["CLIENT_ID"],
    authority=f"https://login.microsoftonline.com/{os.environ['TENANT_ID']}",
    client_credential=os.environ["CLIENT_SECRET"],
)
for attempt in (1, 2):
    try:
        result = app.acquire_token_for_client(["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"])
        print(attempt, "token" if "access_token" in result else result["error_description"])
    except (msal.exceptions.MsalServiceError, requests.RequestException, ValueError) as error:
        print(attempt, type(error).__name__, error)
