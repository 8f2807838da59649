import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where the pinned Node is: an optional package, so that nothing is installed in the system. */
export function pinnedNode(root) {
  return path.join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
}

/** The same, if it is there. @throws one sentence with the way to get it */
export function requirePinnedNode(root) {
  const node = pinnedNode(root);
  if (existsSync(node)) return node;
  throw new Error(
    `The pinned Node is not installed (${node}); npm leaves it out when optional packages are turned off.\nNext: npm ci --include=optional`,
  );
}
