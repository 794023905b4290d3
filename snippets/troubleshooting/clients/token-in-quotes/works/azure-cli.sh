# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  ACCESS_TOKEN=$(az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d \
    --query accessToken --output tsv) &&
  curl --silent --show-error "${DATABRICKS_HOST:?}/api/2.0/preview/scim/v2/Me" \
    -H "Authorization: Bearer ${ACCESS_TOKEN:?no token, see the error above}"
