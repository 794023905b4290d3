# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - MIXED_CERTIFICATE_PATH, a PEM file with the certificate and the private key of another
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --certificate "${MIXED_CERTIFICATE_PATH:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
