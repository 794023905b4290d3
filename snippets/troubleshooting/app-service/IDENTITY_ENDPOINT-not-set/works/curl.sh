# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
apiVersion="2019-08-01"
curl --silent "$IDENTITY_ENDPOINT?api-version=$apiVersion&resource=$resource" \
  -H "X-IDENTITY-HEADER: $IDENTITY_HEADER" ||
  { echo "curl ended with status $?" >&2 && exit 1; }
