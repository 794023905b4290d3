// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - PROTECTED_CERTIFICATE_PATH, a PEM file with the encrypted private key and the certificate
// - CERTIFICATE_PASSWORD
import { ClientCertificateCredential } from "@azure/identity";

const credential = new ClientCertificateCredential(
  process.env.TENANT_ID,
  process.env.CLIENT_ID,
  {
    certificatePath: process.env.PROTECTED_CERTIFICATE_PATH,
    certificatePassword: process.env.CERTIFICATE_PASSWORD,
  },
);
const token = await credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
console.log(JSON.stringify(token, null, 2));
