import { statfs } from 'node:fs/promises';
import type { DiskSpace } from '../../domain/health/checks.js';

/** How much room is left on a folder's file system. @throws when there is no such folder */
export async function diskSpaceOf(what: string, folder: string): Promise<DiskSpace> {
  const { blocks, bfree, bavail, files, ffree } = await statfs(folder);
  // Counts like df: room that only the system may use is neither used nor free. Some file systems do not count files.
  const room = bavail / (blocks - bfree + bavail);
  return { what, free: Math.min(blocks === 0 ? 1 : room, files === 0 ? 1 : ffree / files) };
}
