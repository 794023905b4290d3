# In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
# and AZURE_FEDERATED_TOKEN_FILE.
assertion=$(cat "${AZURE_FEDERATED_TOKEN_FILE:?}")
curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${AZURE_TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=88889999-cccc-0000-dddd-1111eeee2222" \
  -d 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer' \
  -d "client_assertion=$assertion"
