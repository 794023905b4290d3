// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CLIENT_SECRET
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func main() {
	credential, err := confidential.NewCredFromSecret(os.Getenv("CLIENT_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
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
