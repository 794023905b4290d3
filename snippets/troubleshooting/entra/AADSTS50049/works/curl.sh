# Set these environment variables first:
# - TENANT_ID
curl --get "https://login.microsoftonline.com/common/discovery/instance" \
  -d 'api-version=1.0' \
  --data-urlencode "authorization_endpoint=https://login.microsoftonline.com/${TENANT_ID:?}/oauth2/v2.0/authorize"
