// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CERTIFICATE_PATH, a PEM file with the private key and the certificate
import { ClientCertificateCredential } from "@azure/identity";

const credential = new ClientCertificateCredential(
  process.env.TENANT_ID,
  process.env.CLIENT_ID,
  process.env.CERTIFICATE_PATH,
);
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
