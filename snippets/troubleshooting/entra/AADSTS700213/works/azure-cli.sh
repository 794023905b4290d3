# In a job of GitHub Actions with the permission "id-token: write".
# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
assertion=$(curl -sS -H "Authorization: bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN:?}" \
  "${ACTIONS_ID_TOKEN_REQUEST_URL:?}&audience=api://AzureADTokenExchange" |
  sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p')
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --tenant "${TENANT_ID:?}" \
  --federated-token "$assertion" \
  --allow-no-subscriptions \
  --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
