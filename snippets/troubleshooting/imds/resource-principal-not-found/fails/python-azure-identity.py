# Run this on the virtual machine that has the managed identity
import json

from azure.identity import ManagedIdentityCredential

credential = ManagedIdentityCredential()
token = credential.get_token("https://adb-1234567890123456.7.azuredatabricks.net/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
