# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --scope "${DATABRICKS_HOST:?}/.default" --output json
