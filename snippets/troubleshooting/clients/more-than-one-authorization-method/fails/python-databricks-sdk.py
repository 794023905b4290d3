# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import json
import os

from databricks.sdk import WorkspaceClient

workspace = WorkspaceClient(
    host=os.environ["DATABRICKS_HOST"],
    token="dapi…",
    azure_tenant_id=os.environ["TENANT_ID"],
    azure_client_id=os.environ["CLIENT_ID"],
    azure_client_secret=os.environ["CLIENT_SECRET"],
)
print(json.dumps(workspace.current_user.me().as_dict(), indent=2))
