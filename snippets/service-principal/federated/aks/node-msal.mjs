// In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
// and AZURE_FEDERATED_TOKEN_FILE.
import { readFile } from "node:fs/promises";
import { ConfidentialClientApplication } from "@azure/msal-node";

const assertion = () => readFile(process.env.AZURE_FEDERATED_TOKEN_FILE, "utf8");

const app = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${process.env.AZURE_TENANT_ID}`,
    clientId: process.env.AZURE_CLIENT_ID,
    clientAssertion: assertion,
  },
});
const result = await app.acquireTokenByClientCredential({
  scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
});
console.log(JSON.stringify(result, null, 2));
