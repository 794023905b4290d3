// App Service sets these environment variables once the app has a managed identity:
// - IDENTITY_ENDPOINT
// - IDENTITY_HEADER
import { ManagedIdentityCredential } from "@azure/identity";

const credential = new ManagedIdentityCredential();
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
