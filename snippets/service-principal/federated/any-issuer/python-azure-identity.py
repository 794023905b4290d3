# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - FEDERATED_TOKEN, what your identity provider says of this job
import json
import os

from azure.identity import ClientAssertionCredential


def assertion() -> str:
    return os.environ["FEDERATED_TOKEN"]


credential = ClientAssertionCredential(
    tenant_id=os.environ["TENANT_ID"],
    client_id=os.environ["CLIENT_ID"],
    func=assertion,
)
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print(json.dumps({"token": token.token, "expires_on": token.expires_on}, indent=2))
