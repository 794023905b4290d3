// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - FEDERATED_TOKEN, what your identity provider says of this job
import { ConfidentialClientApplication } from "@azure/msal-node";

const assertion = async () => process.env.FEDERATED_TOKEN;

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
