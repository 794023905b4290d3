// In a job of GitHub Actions with the permission "id-token: write".
// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
import { ClientAssertionCredential } from "@azure/identity";

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

const credential = new ClientAssertionCredential(process.env.TENANT_ID, process.env.CLIENT_ID, assertion);
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
