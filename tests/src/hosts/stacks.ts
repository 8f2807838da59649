import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../runner/steps.js';

const run = promisify(execFile);

/** A network stack of its own for an organization: a namespace with an address on the cable. */
export interface Stack {
  readonly organization: string;
  readonly namespace: string;
  readonly address: string;
  /** Name by which every stack knows it. */
  readonly host: string;
}

/** What this machine lacks for network stacks; undefined when it has everything. */
export function lackingForStacks(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/dev/net/tun')) return 'needs /dev/net/tun';
  const isFound = (program: string) =>
    (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(path.join(folder, program)));
  if (!isFound('ip')) return 'needs ip (apt-get install iproute2)';
  return isFound('go') ? undefined : 'needs Go (https://go.dev/dl)';
}

/**
 * What operators are told to set on their hosts (docs/how-to/operate.md): a connection to a silent host is
 * not waited for longer than three seconds, and one that was open is known to be dead after four.
 */
const hostSettings = [
  'net.ipv4.tcp_syn_retries=1',
  'net.ipv4.tcp_keepalive_time=2',
  'net.ipv4.tcp_keepalive_intvl=1',
  'net.ipv4.tcp_keepalive_probes=2',
];

/** Stacks for organizations and one more for commands and tests, joined by a cable that takes orders. */
export class Stacks {
  readonly #processes: ChildProcess[] = [];
  readonly #folder: string;
  readonly #wire: string;
  readonly all: readonly Stack[];
  /** Where commands and tests run: it is never cut off. */
  readonly control: Stack;

  /** Their files go into a folder. Nothing exists before `make`. */
  constructor(folder: string, organizations: readonly string[]) {
    this.#folder = folder;
    this.#wire = path.join(folder, 'wire');
    const stack = (organization: string, index: number): Stack => ({
      organization,
      namespace: `medseal-${process.pid}-${index}`,
      address: `10.77.0.${index + 1}`,
      host: `${organization.toLowerCase()}.medseal.test`,
    });
    this.all = organizations.map(stack);
    this.control = stack('control', organizations.length);
  }

  /** Makes them, until the signal aborts. `end` removes all of them, even those that a failure left half made. */
  async make(signal: AbortSignal): Promise<void> {
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', this.#wire, '.'], {
      cwd: path.join(root, 'tests', 'wire'),
      signal,
      env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' },
    });
    const everybody = [...this.all, this.control];
    const names = everybody.map(({ address, host }) => `${address} ${host}\n`).join('');
    for (const { namespace } of everybody) {
      signal.throwIfAborted();
      await run('ip', ['netns', 'add', namespace]);
      await run('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
      await run('ip', ['netns', 'exec', namespace, 'sysctl', '-qw', ...hostSettings]);
      mkdirSync(settingsOf(namespace), { recursive: true });
      writeFileSync(path.join(settingsOf(namespace), 'hosts'), `127.0.0.1 localhost\n${names}`);
    }
    const ends = everybody.map(({ namespace, address }) => `${namespace}=${address}/24`);
    await this.#start(this.#wire, ['switch', this.socket, ...ends]);
  }

  /** Socket on which the cable takes orders. */
  get socket(): string {
    return path.join(this.#folder, 'wire.sock');
  }

  /** Writes to the `hosts.json` of a home where each organization's parts run. */
  writeHosts(home: string): void {
    const hosts = this.all.map(({ organization, namespace, address, host }) => [
      organization,
      { namespace, address, host },
    ]);
    writeFileSync(path.join(home, 'hosts.json'), JSON.stringify(Object.fromEntries(hosts)));
  }

  /** A proxy on each host: gateways listen on loopback only. */
  async forward(ports: ReadonlyMap<string, number>): Promise<void> {
    for (const { organization, namespace, address } of this.all) {
      const port = ports.get(organization) ?? 0;
      const args = ['forward', `${address}:${port}`, `127.0.0.1:${port}`];
      await this.#start('ip', ['netns', 'exec', namespace, this.#wire, ...args]);
    }
  }

  /** Program and arguments that run a command in the control stack. */
  inControl(command: readonly string[]): readonly [string, readonly string[]] {
    return ['ip', ['netns', 'exec', this.control.namespace, ...command]];
  }

  /** Ends what runs in them and removes them; `make` must have ended. */
  async end(): Promise<void> {
    for (const child of this.#processes.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const { namespace } of [...this.all, this.control]) {
      rmSync(settingsOf(namespace), { recursive: true, force: true });
      if (existsSync(`/run/netns/${namespace}`)) await run('ip', ['netns', 'del', namespace]);
    }
  }

  /** Starts a program that runs until the end, and waits until it says that it is ready. */
  async #start(program: string, args: readonly string[]): Promise<void> {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#processes.push(child);
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${program} ${args.join(' ')} ended`);
    });
    ended.catch(() => undefined);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
}

/** What `ip netns exec` lays over /etc (ip-netns(8)). */
function settingsOf(namespace: string): string {
  return `/etc/netns/${namespace}`;
}
