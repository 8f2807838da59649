import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Person } from '../api/gateway-client.js';
import { GatewayClient } from '../api/gateway-client.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const program = path.join(root, 'network', 'dist', 'main.js');

/** Organizations of the network. */
export const organizationNames = ['HospitalA', 'HospitalB', 'Regulator'] as const;

/** What `status --json` says, as far as tests need it. */
export interface NetworkStatus {
  readonly state: 'up' | 'partly' | 'down';
  readonly organizations: readonly {
    readonly name: string;
    readonly mspId: string;
    /** Name that its parts' TLS certificates hold. */
    readonly host: string;
    readonly gateway: string;
    readonly keyAgent: string;
    readonly store?: string;
    readonly height: number | null;
    readonly orderer: string | null;
    readonly parts: readonly PartStatus[];
    readonly certificates: readonly Readonly<{ what: string; daysLeft: number }>[];
    readonly checks: readonly Check[];
  }[];
  readonly checks: readonly Check[];
}

/** One line of the list of checks. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly remedy: string;
}

/** One process of an organization. */
export interface PartStatus {
  /** `HospitalA/peer` */
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
  readonly port: number;
  /** Path of its log. */
  readonly log: string;
}

/** A login that `npm start` has made. */
export interface DemoLogin {
  readonly organization: string;
  readonly gateway: string;
  readonly role: string;
  readonly user: string;
  readonly personId: string;
  readonly password: string;
}

/** The network of `$MEDSEAL_HOME`, driven by its own commands as an operator would. */
export class Network {
  readonly home = process.env['MEDSEAL_HOME'] ?? path.join(root, '.medseal');
  #status: NetworkStatus | undefined;

  /** Runs `npm run network -- ARGS` and returns what it prints. */
  async command(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, ...args],
      {
        maxBuffer: 16 << 20,
      },
    );
    return stdout;
  }

  /** The same for commands whose exit code is part of the answer: it is 1 for `status` unless all is up. */
  async output(...args: readonly string[]): Promise<string> {
    return await this.command(...args).catch((error: unknown) => (error as { stdout: string }).stdout);
  }

  async status(): Promise<NetworkStatus> {
    this.#status = JSON.parse(await this.output('status', '--json')) as NetworkStatus;
    return this.#status;
  }

  /** Addresses of one organization; they do not change while the network runs. */
  async organization(name: string): Promise<NetworkStatus['organizations'][number]> {
    const { organizations } = this.#status ?? (await this.status());
    const found = organizations.find((organization) => organization.name === name);
    if (found === undefined) throw new Error(`no organization ${name}`);
    return found;
  }

  async gateway(name: string): Promise<GatewayClient> {
    return new GatewayClient((await this.organization(name)).gateway);
  }

  /** Port of a part (`HospitalA/peer`); it does not change while the network runs. */
  async port(part: string): Promise<number> {
    const { parts } = await this.organization(part.split('/')[0] ?? '');
    const found = parts.find(({ name }) => name === part);
    if (found === undefined) throw new Error(`no part ${part}`);
    return found.port;
  }

  /** What one part (`HospitalA/peer`) does now. */
  async part(name: string): Promise<PartStatus> {
    const [found] = await this.parts([name]);
    if (found === undefined) throw new Error(`no part ${name}`);
    return found;
  }

  /** What some parts (`HospitalA/peer`) do now. */
  async parts(names: readonly string[]): Promise<PartStatus[]> {
    const { organizations } = await this.status();
    const all = organizations.flatMap(({ parts }) => parts);
    return names.map((wanted) => {
      const found = all.find(({ name }) => name === wanted);
      if (found === undefined) throw new Error(`no part ${wanted}`);
      return found;
    });
  }

  /** Processes of all organizations' parts of some kinds (`peer`): one that was started again has another id. */
  async processes(
    ...kinds: readonly string[]
  ): Promise<readonly Pick<PartStatus, 'name' | 'state' | 'pid'>[]> {
    const { organizations } = await this.status();
    return organizations
      .flatMap(({ parts }) => parts)
      .filter(({ name }) => kinds.some((kind) => name.endsWith(`/${kind}`)))
      .map(({ name, state, pid }) => ({ name, state, pid }));
  }

  /** Folder of the data of a part (`HospitalA/peer`). */
  dataOf(part: string): string {
    const [organization = '', kind = ''] = part.split('/');
    return path.join(this.home, 'organizations', organization, 'data', kind);
  }

  logins(): readonly DemoLogin[] {
    return JSON.parse(readFileSync(path.join(this.home, 'demo-logins.json'), 'utf8')) as DemoLogin[];
  }

  /** Signs in one of the people that `npm start` has made. */
  async demoPerson(organization: string, role: string): Promise<Person> {
    const login = this.logins().find((each) => each.organization === organization && each.role === role);
    if (login === undefined) throw new Error(`npm start made no ${role} at ${organization}`);
    return await (await this.gateway(organization)).logIn(login.user, login.password);
  }
}
