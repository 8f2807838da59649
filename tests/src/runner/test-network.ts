import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runProgram } from './steps.js';

const networkProgram = path.join(root, 'network', 'dist', 'main.js');
/** Ports that a network needs from its base on. */
const portsNeeded = 60;

/**
 * Starts a network with demo people in a folder and on ports of its own, beside any other, and deletes both afterwards, also
 * after a failure or a signal. The people have no reports, unless `data` asks for those that `npm start` makes.
 */
export async function withNetwork<Result>(
  { data }: Readonly<{ data: boolean }>,
  use: (environment: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const home = mkdtempSync(path.join(tmpdir(), 'medseal-test-'));
  const environment = { MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: String(await freePortBase()) };
  const end = async (): Promise<void> => {
    await runProgram(networkProgram, ['reset', '--yes'], environment);
  };
  const onSignal = (): void => {
    void end().finally(() => process.exit(1));
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const code = await runProgram(
      networkProgram,
      ['demo-network', ...(data ? [] : ['--without-data'])],
      environment,
    );
    if (code !== 0) throw new Error(`the network did not start; its logs were in ${home}`);
    return await use(environment);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await end();
  }
}

/** A port base below the range that outgoing connections use, with all ports free now. */
async function freePortBase(): Promise<number> {
  const first = 10_000 + (process.pid % 180) * 100;
  for (let step = 0; step < 180; step++) {
    const base = 10_000 + ((first - 10_000 + step * 100) % 18_000);
    if (await allFree(base)) return base;
  }
  throw new Error(`no ${portsNeeded} free ports in a row`);
}

async function allFree(base: number): Promise<boolean> {
  for (let port = base; port < base + portsNeeded; port++) if (!(await isFree(port))) return false;
  return true;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
