# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - FEDERATED_TOKEN, what your identity provider says of this job
assertion=${FEDERATED_TOKEN:?}
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --tenant "${TENANT_ID:?}" \
  --federated-token "$assertion" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
