# Writes databricks.pem, the private key and the certificate: keep it secret.
# Writes databricks.crt, the certificate alone: that is what you register.
(umask 077 &&
  openssl req -x509 -newkey rsa:2048 -noenc -days 365 -subj '/CN=databricks-automation' \
    -keyout databricks.key -out databricks.crt 2>/dev/null &&
  cat databricks.key databricks.crt > databricks.pem &&
  rm databricks.key) &&
  openssl x509 -in databricks.crt -noout -subject -nameopt RFC2253 -checkend 2592000
