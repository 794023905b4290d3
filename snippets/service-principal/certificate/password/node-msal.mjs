// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - PROTECTED_CERTIFICATE_PATH, a PEM file with the encrypted private key and the certificate
// - CERTIFICATE_PASSWORD
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfidentialClientApplication } from "@azure/msal-node";

const pem = readFileSync(process.env.PROTECTED_CERTIFICATE_PATH, "utf8");
const key = createPrivateKey({ key: pem, passphrase: process.env.CERTIFICATE_PASSWORD });
const certificate = new X509Certificate(pem.slice(pem.indexOf("-----BEGIN CERTIFICATE-----")));
const app = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${process.env.TENANT_ID}`,
    clientId: process.env.CLIENT_ID,
    clientCertificate: {
      privateKey: key.export({ format: "pem", type: "pkcs8" }),
      thumbprintSha256: certificate.fingerprint256.replaceAll(":", ""),
    },
  },
});
const result = await app.acquireTokenByClientCredential({
  scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
});
console.log(JSON.stringify(result, null, 2));
