# Set these environment variables first:
# - TENANT_ID
# - CLIENT_ID
# - EXPIRED_CERTIFICATE_PATH, a PEM file with the private key and a certificate that has expired
: "${TENANT_ID:?}" "${CLIENT_ID:?}" "${EXPIRED_CERTIFICATE_PATH:?}"
url="https://login.microsoftonline.com/$TENANT_ID/oauth2/v2.0/token"
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

thumbprint=$(openssl x509 -in "$EXPIRED_CERTIFICATE_PATH" -outform DER | openssl dgst -sha256 -binary | base64url)
header=$(printf '{"alg":"PS256","typ":"JWT","x5t#S256":"%s"}' "$thumbprint" | base64url)
now=$(date +%s)
claims=$(printf '{"aud":"%s","iss":"%s","sub":"%s","jti":"%s","nbf":%d,"exp":%d}' \
  "$url" "$CLIENT_ID" "$CLIENT_ID" "$(openssl rand -hex 16)" "$now" "$((now + 600))" | base64url)
signature=$(printf '%s' "$header.$claims" |
  openssl dgst -sha256 -sign "$EXPIRED_CERTIFICATE_PATH" \
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest | base64url)

curl -X POST -H 'Content-Type: application/x-www-form-urlencoded' "$url" \
  -d 'grant_type=client_credentials' \
  -d 'scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default' \
  -d "client_id=$CLIENT_ID" \
  -d 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer' \
  -d "client_assertion=$header.$claims.$signature"
