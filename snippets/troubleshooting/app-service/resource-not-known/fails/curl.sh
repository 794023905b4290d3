# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
resource="https://adb-1234567890123456.7.azuredatabricks.net"
apiVersion="2019-08-01"
curl "${IDENTITY_ENDPOINT:?}?api-version=$apiVersion&resource=$resource" \
  -H "X-IDENTITY-HEADER: ${IDENTITY_HEADER:?}"
