# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - CLIENT_SECRET
# The time zone of New York
export TZ=EST5EDT,M3.2.0,M11.1.0
az login --service-principal \
  --username "${CLIENT_ID:?}" \
  --password="${CLIENT_SECRET:?}" \
  --tenant "${TENANT_ID:?}" \
  --allow-no-subscriptions \
  --output none &&
  EXPIRES_ON=$(az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d \
    --query expires_on --output tsv)
if test "${EXPIRES_ON:?no token, see the error above}" -gt "$(date +%s)"; then
  echo "the token is valid"
else
  echo "the token has expired" >&2
  false
fi
