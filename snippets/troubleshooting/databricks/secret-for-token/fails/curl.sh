# Set these environment variables first:
# - CLIENT_SECRET
# - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
curl "${DATABRICKS_HOST:?}/api/2.0/preview/scim/v2/Me" \
  -H "Authorization: Bearer ${CLIENT_SECRET:?}"
