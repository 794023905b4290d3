// Run this on the virtual machine that has the managed identity
import { ManagedIdentityApplication } from "@azure/msal-node";

const app = new ManagedIdentityApplication();
const result = await app.acquireToken({ resource: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d" });
console.log(JSON.stringify(result, null, 2));
