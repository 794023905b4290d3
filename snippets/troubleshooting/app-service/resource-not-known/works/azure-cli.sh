# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
az login --identity --allow-no-subscriptions --output none &&
  az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json
