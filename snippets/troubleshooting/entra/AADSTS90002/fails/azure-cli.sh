# Set these environment variables first:
# - CLIENT_ID
# - CLIENT_SECRET
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
