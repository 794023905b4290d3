# Run this on the virtual machine that has the managed identity
import requests

response = requests.get(
    "http://169.254.169.254/metadata/identity/oauth2/token",
    params={
        "api-version": "2018-02-01",
        "resource": "https://adb-1234567890123456.7.azuredatabricks.net",
    },
    headers={"Metadata": "true"},
    timeout=30,
)
print(response.text)
