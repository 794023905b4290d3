# Run this on the virtual machine that has the managed identity
resource="2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
apiVersion="2018-02-01"
curl --connect-timeout 5 "http://169.254.169.254/metadata/identity/oauth2/token?api-version=$apiVersion&resource=$resource" \
  -H 'Metadata: true'
