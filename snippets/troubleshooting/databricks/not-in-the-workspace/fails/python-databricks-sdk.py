# Run this on the virtual machine that has the managed identity
# Set these environment variables first:
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import json
import os

from azure.identity import ManagedIdentityCredential
from databricks.sdk import WorkspaceClient

credential = ManagedIdentityCredential(client_id="77778888-bbbb-9999-cccc-0000dddd1111")
token = credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
workspace = WorkspaceClient(host=os.environ["DATABRICKS_HOST"], auth_type="pat", token=token.token)
print(json.dumps(workspace.current_user.me().as_dict(), indent=2))
