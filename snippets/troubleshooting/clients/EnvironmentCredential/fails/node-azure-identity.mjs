// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CLIENT_SECRET
import { EnvironmentCredential } from "@azure/identity";

try {
  const credential = new EnvironmentCredential();
  const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
  console.log(JSON.stringify(token, null, 2));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
