// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CLIENT_SECRET
// - DATABRICKS_HOST, for example https://adb-1234567890123456.7.azuredatabricks.net
import { ClientSecretCredential } from "@azure/identity";

const credential = new ClientSecretCredential(
  process.env.TENANT_ID,
  process.env.CLIENT_ID,
  process.env.CLIENT_SECRET,
);
const token = credential.getToken("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
const response = await fetch(`${process.env.DATABRICKS_HOST}/api/2.0/preview/scim/v2/Me`, {
  headers: { Authorization: `Bearer ${token.token}` },
});
console.log(await response.text());
