import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NetworkError } from '../network-error.js';

/** Lines of each log that are shown before following. */
const lines = '50';

/** Shows the ends of log files on standard output; with `follow` also what is added, until interrupted. */
export function showLogs(files: readonly string[], follow: boolean): Promise<void> {
  const existing = files.filter((file) => existsSync(file));
  if (existing.length === 0)
    throw new NetworkError('There is no log yet.', { next: 'npm run network -- up' });
  const args = ['-n', lines, ...(follow ? ['-F'] : []), ...existing];
  const tail = spawn('tail', args, { stdio: 'inherit' });
  process.once('SIGTERM', () => tail.kill());
  return new Promise((resolve, reject) => {
    tail.once('error', reject);
    tail.once('exit', () => {
      resolve();
    });
  });
}
