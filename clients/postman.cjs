/**
 * Sends a Postman collection's requests and prints the body of the last response, byte for byte.
 *
 *   node clients/postman.cjs COLLECTION
 *
 * Every {{NAME}} in the collection takes its value from the environment variable NAME, as Postman takes it from an
 * environment. Ends with status 1 and a sentence where a variable is missing, a request cannot be sent or a test fails.
 */
"use strict";

const { readFileSync } = require("node:fs");
const newman = require("./node/node_modules/newman");

const SECONDS = 60;

main(process.argv.slice(2));

function main(files) {
  if (files.length !== 1) {
    return fail("Name one collection: node clients/postman.cjs COLLECTION");
  }
  let text, collection;
  try {
    text = readFileSync(files[0], "utf8");
    collection = JSON.parse(text);
  } catch (error) {
    return fail(`${files[0]} is no Postman collection: ${error.message}`);
  }
  // Postman's own dynamic variables, such as {{$guid}}, begin with a dollar sign and need no value.
  const names = [...new Set(Array.from(text.matchAll(/\{\{([^{}$]+)\}\}/g), ([, name]) => name))];
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    return fail(`Set ${missing.join(", ")}: the collection uses ${missing.length > 1 ? "them" : "it"}.`);
  }
  send(collection, names.map((key) => ({ key, value: process.env[key], enabled: true })));
}

function send(collection, values) {
  let last;
  newman
    .run({ collection, environment: { name: "shell", values }, bail: true, timeout: SECONDS * 1000 }, (error, summary) => {
      if (last) {
        process.stdout.write(last);
      }
      if (error) {
        return fail(error.message);
      }
      for (const { source, error: failure } of summary.run.failures) {
        fail(`${source?.name ?? "The collection"}: ${failure.message}`);
      }
      if (!last && summary.run.failures.length === 0) {
        fail("The collection sent no request that was answered.");
      }
    })
    .on("request", (error, { response }) => {
      last = error ? undefined : response.stream;
    });
}

// Sets the status instead of leaving at once: what was printed has to reach a pipe first.
function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
