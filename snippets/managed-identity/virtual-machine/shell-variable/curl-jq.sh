# Run this on the virtual machine that has the managed identity
resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
apiVersion="2018-02-01"
query="api-version=$apiVersion&resource=$resource"
RESPONSE=$(
  curl --silent --show-error --connect-timeout 5 \
    "http://169.254.169.254/metadata/identity/oauth2/token?$query" \
    -H 'Metadata: true'
)
ACCESS_TOKEN=$(printf '%s' "$RESPONSE" | jq --raw-output '.access_token // empty')
test -n "$ACCESS_TOKEN" || printf '%s\n' "$RESPONSE" >&2
echo "${ACCESS_TOKEN:?no token, see the error above}"
