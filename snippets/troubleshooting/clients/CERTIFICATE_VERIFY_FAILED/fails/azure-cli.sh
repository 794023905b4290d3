# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# - REQUESTS_CA_BUNDLE, where the network opens TLS: a file with its root certificate
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
