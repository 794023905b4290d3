# Run this on the virtual machine that has the managed identity
resource="https://adb-1234567890123456.7.azuredatabricks.net"
apiVersion="2018-02-01"
curl --connect-timeout 5 "http://169.254.169.254/metadata/identity/oauth2/token?api-version=$apiVersion&resource=$resource" \
  -H 'Metadata: true'
