# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
import json

from azure.identity import WorkloadIdentityCredential

credential = WorkloadIdentityCredential()
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
