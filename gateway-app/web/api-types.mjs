// Writes src/api/schema.d.ts from the OpenAPI document of a running gateway: npm run api-types -w @medseal/web -- URL
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';

/** The types of the API at an address, as TypeScript text. */
export async function apiTypes(gateway) {
  const document = await openapiTypes(new URL('/openapi.json', gateway), { alphabetize: true });
  return `// Made from the gateway's OpenAPI document by api-types.mjs: do not edit.\n${astToString(document)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , gateway = 'http://127.0.0.11:21010'] = process.argv;
  writeFileSync(new URL('src/api/schema.d.ts', import.meta.url), await apiTypes(gateway));
}
