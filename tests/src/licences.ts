import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { forbidden, licensedPackages, type PackageFacts, unusedExceptions } from './release/licences.js';
import { root } from './runner/steps.js';

/** `npm run licences`: fails where an installed package comes under a licence that is not allowed. */
const { packages } = readJson('package-lock.json') as { packages: Record<string, PackageFacts> };
const licensed = licensedPackages(packages, (folder) => {
  const file = path.join(folder, 'package.json');
  return existsSync(path.join(root, file)) ? (readJson(file) as PackageFacts).license : undefined;
});
const refused = forbidden(licensed);
const unused = unusedExceptions(licensed);
for (const { name, licence } of refused) process.stdout.write(`not allowed: ${name} (${licence})\n`);
for (const { name, licence } of unused)
  process.stdout.write(`no package needs this exception: ${name} (${licence})\n`);
process.stdout.write(`${licensed.length} packages, ${refused.length} under a licence that is not allowed\n`);
process.exitCode = refused.length + unused.length === 0 ? 0 : 1;

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
