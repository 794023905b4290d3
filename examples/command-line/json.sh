mock_entra --log-json \
  curl -s -o /dev/null https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token
