# Set these environment variables first:
# - TENANT_ID
# - CLIENT_SECRET
az login --service-principal \
  --username "66667777-aaaa-8888-bbbb-9999cccc0000" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
