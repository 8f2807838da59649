import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The pinned upstreams, each a folder of `network/tools` with go.mod and go.sum. Its `tool` block lists what is built,
 * its mends.json (if there is one) what our build corrects and adds.
 */
export const upstreams = ['fabric', 'fabric-ca', 'minio'];

/** Folder of the pins. */
export const toolsFolder = fileURLToPath(new URL('../tools', import.meta.url));

/** Folder of everything that is built once for all checkouts. */
export function cacheFolder(environment = process.env) {
  return path.resolve(environment.MEDSEAL_CACHE || path.join(homedir(), '.cache', 'medseal'));
}

/**
 * Where the node software built from the current pins is, or will be: the cache, keyed by all files of these folders
 * and the processor.
 */
export function nodeSoftwareFolder(environment = process.env) {
  const digest = createHash('sha256').update(`medseal/node-software/v1 ${process.platform} ${process.arch}`);
  for (const upstream of upstreams) {
    const folder = path.join(toolsFolder, upstream);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort())
      digest.update(readFileSync(file));
  }
  return path.join(cacheFolder(environment), digest.digest('hex').slice(0, 24));
}

/** Is it built? The folder appears by one rename when everything in it is complete. */
export function isNodeSoftwareBuilt(environment = process.env) {
  return existsSync(nodeSoftwareFolder(environment));
}
