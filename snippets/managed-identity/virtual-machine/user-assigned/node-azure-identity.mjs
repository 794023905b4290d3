// Run this on the virtual machine that has the managed identity
// Set this environment variable first:
// - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
import { ManagedIdentityCredential } from "@azure/identity";

const credential = new ManagedIdentityCredential({
  clientId: process.env.MANAGED_IDENTITY_CLIENT_ID,
});
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
