# In a job of GitHub Actions with the permission "id-token: write".
# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
assertion=$(curl -sS -H "Authorization: bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN:?}" \
  "${ACTIONS_ID_TOKEN_REQUEST_URL:?}&audience=api://AzureADTokenExchange" |
  sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p')
curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' \
  "https://login.microsoftonline.com/${TENANT_ID:?}/oauth2/v2.0/token" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=${CLIENT_ID:?}" \
  -d 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer' \
  -d "client_assertion=$assertion"
