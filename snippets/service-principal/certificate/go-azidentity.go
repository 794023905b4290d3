// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CERTIFICATE_PATH, a PEM file with the private key and the certificate
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	pem, err := os.ReadFile(os.Getenv("CERTIFICATE_PATH"))
	if err != nil {
		log.Fatal(err)
	}
	certificates, key, err := azidentity.ParseCertificates(pem, nil)
	if err != nil {
		log.Fatal(err)
	}
	credential, err := azidentity.NewClientCertificateCredential(
		os.Getenv("TENANT_ID"), os.Getenv("CLIENT_ID"), certificates, key, nil)
	if err != nil {
		log.Fatal(err)
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"},
	})
	if err != nil {
		log.Fatal(err)
	}
	output := json.NewEncoder(os.Stdout)
	output.SetIndent("", "  ")
	if err := output.Encode(token); err != nil {
		log.Fatal(err)
	}
}
