// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CERTIFICATE_PATH, a PEM file with the private key and the certificate
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfidentialClientApplication } from "@azure/msal-node";

const pem = readFileSync(process.env.CERTIFICATE_PATH, "utf8");
const certificate = new X509Certificate(pem.slice(pem.indexOf("-----BEGIN CERTIFICATE-----")));
const app = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${process.env.TENANT_ID}`,
    clientId: process.env.CLIENT_ID,
    clientCertificate: {
      privateKey: pem,
      thumbprintSha256: certificate.fingerprint256.replaceAll(":", ""),
    },
  },
});
const result = await app.acquireTokenByClientCredential({
  scopes: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"],
});
console.log(JSON.stringify(result, null, 2));
