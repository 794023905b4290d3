/**
 * Lets a snippet import the packages of this folder, wherever the snippet lies.
 *
 *   node --import ./clients/node/resolve.mjs SNIPPET
 *
 * A reader installs the packages beside the file, and Node looks for them beside the file and above it only; here one
 * installation serves every snippet, and a snippet's file is run where it lies.
 */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const snippet = pathToFileURL(process.argv[1]).href;

registerHooks({
  resolve(specifier, context, next) {
    const parentURL = context.parentURL === snippet ? import.meta.url : context.parentURL;
    return next(specifier, { ...context, parentURL });
  },
});
