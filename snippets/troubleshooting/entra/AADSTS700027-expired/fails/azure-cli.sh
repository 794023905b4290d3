# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - EXPIRED_CERTIFICATE_PATH, a PEM file with the private key and a certificate that has expired
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --certificate "${EXPIRED_CERTIFICATE_PATH:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
