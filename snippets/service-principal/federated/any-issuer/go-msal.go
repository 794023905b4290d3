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

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func assertion(_ context.Context, _ confidential.AssertionRequestOptions) (string, error) {
	return os.Getenv("FEDERATED_TOKEN"), nil
}

func main() {
	credential := confidential.NewCredFromAssertionCallback(assertion)
	authority := "https://login.microsoftonline.com/" + os.Getenv("TENANT_ID")
	client, err := confidential.New(authority, os.Getenv("CLIENT_ID"), credential)
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
