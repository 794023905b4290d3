# In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
# map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
assertion=$(curl -sS -X POST -H "Authorization: Bearer ${SYSTEM_ACCESSTOKEN:?}" -H 'Content-Length: 0' \
  -H 'X-TFS-FedAuthRedirect: Suppress' \
  "${SYSTEM_OIDCREQUESTURI:?}?api-version=7.1&serviceConnectionId=${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:?}" |
  sed -n 's/.*"oidcToken" *: *"\([^"]*\)".*/\1/p')
az login --service-principal \
  --username "88889999-cccc-0000-dddd-1111eeee2222" \
  --tenant "${AZURESUBSCRIPTION_TENANT_ID:?}" \
  --federated-token "$assertion" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
