# Run this on the virtual machine that has the managed identity
# Set these environment variables first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
query="api-version=2018-02-01&resource=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d&client_id=${MANAGED_IDENTITY_CLIENT_ID:?}"
RESPONSE=$(curl --silent --show-error --connect-timeout 5 -H 'Metadata: true' \
  "http://169.254.169.254/metadata/identity/oauth2/token?${query:?}")
ACCESS_TOKEN=$(printf '%s' "$RESPONSE" | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
test -n "$ACCESS_TOKEN" || printf '%s\n' "$RESPONSE" >&2
curl "${DATABRICKS_HOST:?}/api/2.0/preview/scim/v2/Me" \
  -H "Authorization: Bearer ${ACCESS_TOKEN:?no token, see the error above}"
