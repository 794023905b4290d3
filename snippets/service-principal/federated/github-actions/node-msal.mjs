// In a job of GitHub Actions with the permission "id-token: write".
// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
import { ConfidentialClientApplication } from "@azure/msal-node";

async function assertion() {
  const url = `${process.env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=api://AzureADTokenExchange`;
  const response = await fetch(url, {
    headers: { Authorization: `bearer ${process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
  if (!response.ok) {
    throw new Error(`GitHub answered ${response.status}: is the permission id-token: write set?`);
  }
  return (await response.json()).value;
}

const app = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${process.env.TENANT_ID}`,
    clientId: process.env.CLIENT_ID,
    clientAssertion: assertion,
  },
});
const result = await app.acquireTokenByClientCredential({
  scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
});
console.log(JSON.stringify(result, null, 2));
