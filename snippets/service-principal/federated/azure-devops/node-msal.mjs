// In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
// map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
import { ConfidentialClientApplication } from "@azure/msal-node";

async function assertion() {
  const connection = process.env.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID;
  const url = `${process.env.SYSTEM_OIDCREQUESTURI}?api-version=7.1&serviceConnectionId=${connection}`;
  const response = await fetch(url, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${process.env.SYSTEM_ACCESSTOKEN}`,
      "X-TFS-FedAuthRedirect": "Suppress",
    },
  });
  if (!response.ok) {
    throw new Error(`Azure DevOps answered ${response.status}: is System.AccessToken mapped?`);
  }
  return (await response.json()).oidcToken;
}

const app = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${process.env.AZURESUBSCRIPTION_TENANT_ID}`,
    clientId: process.env.AZURESUBSCRIPTION_CLIENT_ID,
    clientAssertion: assertion,
  },
});
const result = await app.acquireTokenByClientCredential({
  scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
});
console.log(JSON.stringify(result, null, 2));
