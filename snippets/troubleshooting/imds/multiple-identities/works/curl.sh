# Run this on the virtual machine that has the managed identity
# Set this environment variable first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
apiVersion="2018-02-01"
query="api-version=$apiVersion&resource=$resource&client_id=${MANAGED_IDENTITY_CLIENT_ID:?}"
curl --connect-timeout 5 "http://169.254.169.254/metadata/identity/oauth2/token?${query:?}" \
  -H 'Metadata: true'
