# App Service sets these environment variables once the app has a managed identity:
# - IDENTITY_ENDPOINT
# - IDENTITY_HEADER
az login --identity --allow-no-subscriptions --output none &&
  az account get-access-token --resource https://adb-1234567890123456.7.azuredatabricks.net --output json
