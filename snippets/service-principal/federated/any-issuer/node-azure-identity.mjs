// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - FEDERATED_TOKEN, what your identity provider says of this job
import { ClientAssertionCredential } from "@azure/identity";

const assertion = async () => process.env.FEDERATED_TOKEN;

const credential = new ClientAssertionCredential(process.env.TENANT_ID, process.env.CLIENT_ID, assertion);
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
