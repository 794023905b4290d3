# Set these environment variables first:
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import json
import os

from databricks.sdk import WorkspaceClient

workspace = WorkspaceClient(
    host=os.environ["DATABRICKS_HOST"],
    auth_type="pat",
    token=os.environ["CLIENT_SECRET"],
)
print(json.dumps(workspace.current_user.me().as_dict(), indent=2))
