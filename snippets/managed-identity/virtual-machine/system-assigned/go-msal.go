// Run this on the virtual machine that has the managed identity
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	mi "github.com/AzureAD/microsoft-authentication-library-for-go/apps/managedidentity"
)

func main() {
	client, err := mi.New(mi.SystemAssigned())
	if err != nil {
		log.Fatal(err)
	}
	result, err := client.AcquireToken(context.Background(), "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")
	if err != nil {
		log.Fatal(err)
	}
	output := json.NewEncoder(os.Stdout)
	output.SetIndent("", "  ")
	if err := output.Encode(result); err != nil {
		log.Fatal(err)
	}
}
