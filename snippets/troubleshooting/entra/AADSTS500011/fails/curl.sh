# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST
curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  --data-urlencode "scope=${DATABRICKS_HOST:?}/.default" \
  -d "client_id=${CLIENT_ID:?}" \
  --data-urlencode "client_secret=${CLIENT_SECRET:?}"
