# In a job of GitHub Actions with the permission "id-token: write".
# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import os

from databricks.sdk import WorkspaceClient

workspace = WorkspaceClient(
    host=os.environ["DATABRICKS_HOST"],
    auth_type="github-oidc-azure",
    azure_tenant_id=os.environ["TENANT_ID"],
    azure_client_id=os.environ["CLIENT_ID"],
)
print(workspace.config.oauth_token().access_token)
