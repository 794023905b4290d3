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
)
print(json.dumps(workspace.current_user.me().as_dict(), indent=2))
