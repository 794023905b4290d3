// In a job of GitHub Actions with the permission "id-token: write".
// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func assertion(ctx context.Context, _ confidential.AssertionRequestOptions) (string, error) {
	url := os.Getenv("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=api://AzureADTokenExchange"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "bearer "+os.Getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct{ Value string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("GitHub answered %s: %w", response.Status, err)
	}
	return answer.Value, nil
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
