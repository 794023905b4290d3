# Set these environment variables first:
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "${DATABRICKS_HOST:?}/oidc/v1/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=all-apis' \
  -d "client_id=${CLIENT_ID:?}" \
  --data-urlencode "client_secret=${CLIENT_SECRET:?}"
