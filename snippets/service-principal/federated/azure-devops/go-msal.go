// In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
// map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
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
	url := os.Getenv("SYSTEM_OIDCREQUESTURI") + "?api-version=7.1&serviceConnectionId=" +
		os.Getenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("SYSTEM_ACCESSTOKEN"))
	request.Header.Set("X-TFS-FedAuthRedirect", "Suppress")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct{ OidcToken string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("Azure DevOps answered %s: %w", response.Status, err)
	}
	return answer.OidcToken, nil
}

func main() {
	credential := confidential.NewCredFromAssertionCallback(assertion)
	authority := "https://login.microsoftonline.com/" + os.Getenv("AZURESUBSCRIPTION_TENANT_ID")
	client, err := confidential.New(authority, os.Getenv("AZURESUBSCRIPTION_CLIENT_ID"), credential)
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
