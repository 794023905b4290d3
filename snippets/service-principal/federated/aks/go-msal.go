// In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
// and AZURE_FEDERATED_TOKEN_FILE.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func assertion(_ context.Context, _ confidential.AssertionRequestOptions) (string, error) {
	token, err := os.ReadFile(os.Getenv("AZURE_FEDERATED_TOKEN_FILE"))
	return string(token), err
}

func main() {
	credential := confidential.NewCredFromAssertionCallback(assertion)
	authority := "https://login.microsoftonline.com/" + os.Getenv("AZURE_TENANT_ID")
	client, err := confidential.New(authority, os.Getenv("AZURE_CLIENT_ID"), credential)
	if err != nil {
		log.Fatal(err)
	}
	scopes := []string{"2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"}
	result, err := client.AcquireTokenByCredential(context.Background(), scopes)
	if err != nil {
		log.Fatal(err)
	}
	output := json.NewEncoder(os.Stdout)
	output.SetIndent("", "  ")
	if err := output.Encode(result); err != nil {
		log.Fatal(err)
	}
}
