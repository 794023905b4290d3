// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - FEDERATED_TOKEN, what your identity provider says of this job
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func assertion(_ context.Context) (string, error) {
	return os.Getenv("FEDERATED_TOKEN"), nil
}

func main() {
	credential, err := azidentity.NewClientAssertionCredential(
		os.Getenv("TENANT_ID"), os.Getenv("CLIENT_ID"), assertion, nil)
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
