import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPrograms } from '@medseal/network/node-software';
import { eventually } from '../kit/eventually.js';
import { identityOf, LedgerClient } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';

/** The peer signs something other than the endorsement. */
const lie = {
  module: 'github.com/hyperledger/fabric',
  file: 'core/handlers/endorsement/builtin/default_endorsement.go',
  why: 'a peer whose endorsements do not count',
  replacements: [
    {
      expected: 'Sign(append(prpBytes, identityBytes...))',
      becomes: ['Sign(append(identityBytes, prpBytes...))'],
    },
  ],
};

/** How a process was started. */
interface Start {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs, in place of an organization's peer and with all that it has, a build of the peer whose endorsements carry wrong
 * signatures.
 * @returns a function that ends it and starts the organization's true peer again.
 */
export async function runLyingPeer(network: Network, organization: string): Promise<() => Promise<void>> {
  const part = `${organization}/peer`;
  const work = await mkdtemp(path.join(tmpdir(), 'medseal-lying-peer-'));
  const packages = ['github.com/hyperledger/fabric/cmd/peer'];
  await buildPrograms({
    upstream: 'fabric',
    packages,
    output: work,
    work: path.join(work, 'build'),
    further: [lie],
  });
  const { pid } = await network.part(part);
  const start = await startOf(pid ?? 0);
  await network.command('stop', part);
  const peer = run(path.join(work, 'peer'), start);
  const end = async (): Promise<void> => {
    if (peer.exitCode === null && peer.signalCode === null) {
      peer.kill('SIGTERM');
      await once(peer, 'exit');
    }
    await network.command('start', part);
    await answers(network, organization);
    await rm(work, { recursive: true });
  };
  try {
    await answers(network, organization);
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

/** Ends with this process, however that ends. */
function run(program: string, { args, folder, environment }: Start): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  });
}

async function startOf(pid: number): Promise<Start> {
  const read = async (name: string) =>
    (await readFile(`/proc/${pid}/${name}`, 'utf8')).split('\0').filter((text) => text !== '');
  const [, ...args] = await read('cmdline');
  const environment = Object.fromEntries(
    (await read('environ')).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  return { args, folder: await readlink(`/proc/${pid}/cwd`), environment };
}

async function answers(network: Network, organization: string): Promise<void> {
  const ledger = await LedgerClient.of(network, organization);
  const identity = await identityOf(network, organization, 'gateway');
  try {
    await eventually('the peer answers', () => ledger.height(identity).catch(() => undefined), 60_000);
  } finally {
    ledger.close();
  }
}
