import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { interruptible } from './interruptible.js';
import { networkProgram, runProgram, type RunOptions } from './steps.js';

/** Ports that a network needs from its base on. */
const portsNeeded = 60;

/**
 * Starts a network with demo people in a folder and on ports of its own, next to any other, and deletes both
 * afterwards, also after a failure or a signal. The people have no reports, unless `data` asks for those that
 * `npm start` makes. `lifted` are throttles of its gateways that let more through than those of `npm start`.
 */
export async function withNetwork<Result>(
  { data, lifted = {} }: Readonly<{ data: boolean; lifted?: Readonly<Record<string, string>> }>,
  use: (options: RunOptions & Required<Pick<RunOptions, 'environment'>>) => Promise<Result>,
): Promise<Result> {
  const home = mkdtempSync(path.join(tmpdir(), 'medseal-test-'));
  const environment = { MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: String(await freePortBase()), ...lifted };
  return await interruptible(
    async (signal) => {
      const options = { environment, signal };
      const args = ['demo-network', ...(data ? [] : ['--without-data'])];
      const code = await runProgram(networkProgram, args, options);
      if (code !== 0) throw new Error(`the network did not start; its logs were in ${home}`);
      return await use(options);
    },
    async () => {
      const code = await runProgram(networkProgram, ['reset', '--yes'], { environment });
      // The folder is still there if the network was interrupted before its first step.
      if (code === 0) rmSync(home, { recursive: true, force: true });
    },
  );
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
    // Fails when the port is in use on any address of this machine.
    server.listen(port, '0.0.0.0', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
