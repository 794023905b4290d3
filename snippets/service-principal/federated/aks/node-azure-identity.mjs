// In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
// and AZURE_FEDERATED_TOKEN_FILE.
import { WorkloadIdentityCredential } from "@azure/identity";

const credential = new WorkloadIdentityCredential();
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
