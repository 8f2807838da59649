import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { NetworkError } from '../network-error.js';
import { baseEnvironment } from '../parts/base-environment.js';
import type { Environment } from '../render/node-environment.js';
import type { Instance } from '../topology/instance.js';

const run = promisify(execFile);

/**
 * Runs one of the built command-line tools; resolves to its standard output, or throws a {@link NetworkError} with its
 * last lines.
 */
export async function runTool(
  instance: Instance,
  name: 'peer' | 'configtxgen' | 'osnadmin',
  args: readonly string[],
  environment: Environment = {},
): Promise<string> {
  try {
    const { stdout } = await run(path.join(instance.software, 'bin', name), args, {
      env: { ...baseEnvironment(), ...environment },
      timeout: 60_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    const { stderr = '', stdout = '' } = cause as { stderr?: string; stdout?: string };
    const reason = (stderr || stdout).trim().split('\n').slice(-2).join(' ');
    throw new NetworkError(`${name} ${args.slice(0, 3).join(' ')}: ${reason}`, {
      next: 'npm run network -- status',
      cause,
    });
  }
}
