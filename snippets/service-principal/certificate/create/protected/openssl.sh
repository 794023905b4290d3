# Set these environment variables first:
# - CERTIFICATE_PATH, the PEM file with the private key and the certificate
# - CERTIFICATE_PASSWORD
: "${CERTIFICATE_PATH:?}" "${CERTIFICATE_PASSWORD:?}"
openssl pkcs8 -topk8 -in "$CERTIFICATE_PATH" -v2 aes-256-cbc \
  -passout env:CERTIFICATE_PASSWORD -out protected.pem &&
  openssl x509 -in "$CERTIFICATE_PATH" >> protected.pem &&
  openssl pkcs12 -export -in "$CERTIFICATE_PATH" \
    -passout env:CERTIFICATE_PASSWORD -out databricks.pfx &&
  openssl pkcs12 -in databricks.pfx -passin env:CERTIFICATE_PASSWORD -nokeys |
  openssl x509 -noout -subject -nameopt RFC2253
