# Run this on the virtual machine that has the managed identity
# Set this environment variable first:
# - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
az login --identity \
  --client-id "${MANAGED_IDENTITY_CLIENT_ID:?}" --allow-no-subscriptions --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
