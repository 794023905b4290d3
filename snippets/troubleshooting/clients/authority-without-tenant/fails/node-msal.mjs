// Set these environment variables first:
// - CLIENT_ID
// - CLIENT_SECRET
import { ConfidentialClientApplication } from "@azure/msal-node";

try {
  const app = new ConfidentialClientApplication({
    auth: {
      authority: "https://login.microsoftonline.com/",
      clientId: process.env.CLIENT_ID,
      clientSecret: process.env.CLIENT_SECRET,
    },
  });
  const result = await app.acquireTokenByClientCredential({
    scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
  });
  console.log(JSON.stringify(result, null, 2));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
