# Run this on the virtual machine that has the managed identity
az login --identity --allow-no-subscriptions --output none &&
  az account get-access-token --resource https://adb-1234567890123456.7.azuredatabricks.net --output json
