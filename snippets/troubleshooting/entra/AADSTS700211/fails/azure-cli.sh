# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
assertion=$(cat "${AZURE_FEDERATED_TOKEN_FILE:?}")
az login --service-principal \
  --username "88889999-cccc-0000-dddd-1111eeee2222" \
  --tenant "${AZURE_TENANT_ID:?}" \
  --federated-token "$assertion" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
