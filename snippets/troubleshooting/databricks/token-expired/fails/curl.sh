# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
RESPONSE=$(curl --silent --show-error \
  -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=${CLIENT_ID:?}" \
  --data-urlencode "client_secret=${CLIENT_SECRET:?}")
ACCESS_TOKEN=$(printf '%s' "$RESPONSE" | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
test -n "$ACCESS_TOKEN" || printf '%s\n' "$RESPONSE" >&2
# Here the script works for an hour and a half
curl "${DATABRICKS_HOST:?}/api/2.0/preview/scim/v2/Me" \
  -H "Authorization: Bearer ${ACCESS_TOKEN:?no token, see the error above}"
