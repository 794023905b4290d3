// Run this on the virtual machine that has the managed identity
// Set this environment variable first:
// - MANAGED_IDENTITY_CLIENT_ID, the client ID of the user-assigned identity
import { ManagedIdentityApplication } from "@azure/msal-node";

const app = new ManagedIdentityApplication({
  managedIdentityIdParams: { userAssignedClientId: process.env.MANAGED_IDENTITY_CLIENT_ID },
});
const result = await app.acquireToken({ resource: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d" });
console.log(JSON.stringify(result, null, 2));
