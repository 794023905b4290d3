# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="aaaaaaaa-0b0b-1c1c-2d2d-333333333333" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
