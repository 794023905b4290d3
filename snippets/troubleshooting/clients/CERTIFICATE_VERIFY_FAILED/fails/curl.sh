# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - CURL_CA_BUNDLE, where the network opens TLS: a file with its root certificate
unset CURL_CA_BUNDLE SSL_CERT_FILE
curl --silent --show-error -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=${CLIENT_ID:?}" \
  --data-urlencode "client_secret=${CLIENT_SECRET:?}"
