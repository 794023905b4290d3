// In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
// and AZURE_FEDERATED_TOKEN_FILE.
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
	credential, err := azidentity.NewWorkloadIdentityCredential(nil)
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
