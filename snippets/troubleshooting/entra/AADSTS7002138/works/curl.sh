# In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
# map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
assertion=$(curl -sS -X POST -H "Authorization: Bearer ${SYSTEM_ACCESSTOKEN:?}" -H 'Content-Length: 0' \
  -H 'X-TFS-FedAuthRedirect: Suppress' \
  "${SYSTEM_OIDCREQUESTURI:?}?api-version=7.1&serviceConnectionId=${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:?}" |
  sed -n 's/.*"oidcToken" *: *"\([^"]*\)".*/\1/p')
curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${AZURESUBSCRIPTION_TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=${AZURESUBSCRIPTION_CLIENT_ID:?}" \
  -d 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer' \
  -d "client_assertion=$assertion"
