import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pinnedNode } from './pinned-node.mjs';

/** Folder of the web pages' sources. */
const sources = ['gateway-app', 'web'];

/** What is not a source in that folder. */
const notSources = new Set(['node_modules', 'dist']);

/**
 * The file next to the built pages with the digest of their sources. Not served, because its name begins with a dot.
 */
const stampName = '.medseal-sources';

/**
 * Builds the web pages when their sources changed, with `build(node, args)`. They are built next to the current ones
 * and replace them when complete, so that a failed build leaves the current ones and running gateways serve complete
 * pages.
 */
export async function buildPages(root, build) {
  const folder = path.join(root, ...sources);
  const finished = path.join(folder, 'dist');
  const digest = digestOfPages(root);
  if (stampOf(finished) === digest) return;
  const building = path.join(root, 'node_modules', '.medseal-pages');
  // The system's Node may be too old for Vite.
  const node = pinnedNode(root);
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = ['--outDir', building, '--emptyOutDir', '--logLevel', 'warn'];
  await build(node, [vite, 'build', ...options], folder);
  writeFileSync(path.join(building, stampName), digest);
  rmSync(finished, { recursive: true, force: true });
  renameSync(building, finished);
}

/** Digest of everything that the pages are built from: their sources with their names, and the locked packages. */
export function digestOfPages(root) {
  const hash = createHash('sha256').update('medseal/pages/v1');
  const files = [...filesBelow(path.join(root, ...sources)), path.join(root, 'package-lock.json')];
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`\n${path.relative(root, file)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Files sorted by name, so that the digest is the same everywhere. */
function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !notSources.has(name));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}

function stampOf(finished) {
  const stamp = path.join(finished, stampName);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}
