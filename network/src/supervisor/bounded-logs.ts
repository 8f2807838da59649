import { createReadStream, createWriteStream } from 'node:fs';
import { glob, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The most bytes of a log. */
const longestLog = 32 * 1024 * 1024;

/**
 * Checks all logs of a folder once. A log that is too long is emptied, and its end is kept as `.1`. The parts continue
 * to write to the same file, because they have it open to append (docs/decisions/0158).
 */
export async function boundLogs(folder: string, longest = longestLog): Promise<void> {
  for await (const name of glob('*.log', { cwd: folder })) {
    await boundLog(path.join(folder, name), longest).catch(() => undefined);
  }
}

async function boundLog(file: string, longest: number): Promise<void> {
  const { size } = await stat(file);
  if (size <= longest) return;
  // Includes what is written meanwhile, up to a limit.
  const end = createReadStream(file, { start: size - longest, end: size + longest });
  const kept = createWriteStream(`${file}.1`, { mode: 0o600 });
  // A log is emptied even without room for its end: it may be what fills the disk.
  await pipeline(end, kept).catch(() => undefined);
  await truncate(file);
}
