import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What the compiler makes from one source. */
const endings = ['.js', '.js.map', '.d.ts'];

/**
 * Deletes compiled files whose source is gone. The compiler leaves them, programs could still load them, and the digest
 * of the chaincode would count them, so that peers would not agree with those of a fresh clone.
 * @returns relative names of the deleted files
 */
export function deleteOrphans(root) {
  const { workspaces } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return workspaces.flatMap((folder) => deleteOrphansOf(root, folder));
}

function deleteOrphansOf(root, folder) {
  const [sources, compiled] = ['src', 'dist'].map((name) => path.join(root, folder, name));
  // Builders other than the compiler have their own folders: without this file, `dist` is not the compiler's.
  if (!existsSync(compiled) || !existsSync(path.join(root, folder, 'tsconfig.tsbuildinfo'))) return [];
  const orphans = readdirSync(compiled, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const ending = endings.find((each) => name.endsWith(each));
    if (ending === undefined) return false;
    const stem = path.join(sources, name.slice(0, -ending.length));
    return !['.ts', '.tsx'].some((source) => existsSync(stem + source));
  });
  for (const name of orphans) rmSync(path.join(compiled, name));
  return orphans.map((name) => path.join(folder, 'dist', name));
}
