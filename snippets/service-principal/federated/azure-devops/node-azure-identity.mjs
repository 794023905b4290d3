// In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
// map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
import { AzurePipelinesCredential } from "@azure/identity";

const credential = new AzurePipelinesCredential(
  process.env.AZURESUBSCRIPTION_TENANT_ID,
  process.env.AZURESUBSCRIPTION_CLIENT_ID,
  process.env.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID,
  process.env.SYSTEM_ACCESSTOKEN,
);
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
