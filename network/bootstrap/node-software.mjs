import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pinned upstreams, each a folder of `network/tools` with go.mod and go.sum; its `tool` block lists what is built. */
export const upstreams = ['fabric', 'fabric-ca', 'minio'];

/** Folder of the pins. */
export const toolsFolder = fileURLToPath(new URL('../tools', import.meta.url));

/** Where the node software built from the present pins lies, or will lie: the cache, keyed by the pins and the processor. */
export function nodeSoftwareFolder(environment = process.env) {
  const digest = createHash('sha256').update(`medseal/node-software/v1 ${process.platform} ${process.arch}`);
  for (const upstream of upstreams) {
    for (const file of ['go.mod', 'go.sum'])
      digest.update(readFileSync(path.join(toolsFolder, upstream, file)));
  }
  const cache = environment.MEDSEAL_CACHE ?? path.join(homedir(), '.cache', 'medseal');
  return path.join(path.resolve(cache), digest.digest('hex').slice(0, 24));
}

/** Whether it is built: the folder appears by one rename when everything in it is complete. */
export function isNodeSoftwareBuilt(environment = process.env) {
  return existsSync(nodeSoftwareFolder(environment));
}
