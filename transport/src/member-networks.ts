import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Where the networks outlive the program, and who is told when they cannot be read or kept. */
export type KeptNetworks = Readonly<{ path: string; onFailure: (error: unknown) => void }>;

/** Networks that are remembered of one member: a member that comes from more loses those it used longest ago. */
export const networksPerMember = 16;
/** Milliseconds between a change and its writing. */
const pause = 1_000;
const none: ReadonlySet<string> = new Set();

/**
 * The networks from which each member has come, kept in a file: what lets members in while strangers crowd must hold just
 * after a restart too. It permits nothing, so a lost or old file costs time only.
 */
export class MemberNetworks {
  readonly #kept: KeptNetworks | undefined;
  /** By member (MSP id), the last used last. */
  readonly #networks = new Map<string, Set<string>>();
  /** The same the other way: members by network. */
  readonly #members = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;
  #writing = Promise.resolve();

  /** @param kept where there is none, nothing outlives the program */
  constructor(kept?: KeptNetworks) {
    this.#kept = kept;
    if (kept !== undefined) this.#read(kept);
  }

  /** Members (MSP ids) that have come from a network. */
  membersAt(network: string): ReadonlySet<string> {
    return this.#members.get(network) ?? none;
  }

  /** A member has come from a network. */
  add(mspId: string, network: string): void {
    const isNew = !this.membersAt(network).has(mspId);
    this.#add(mspId, network);
    if (isNew && this.#kept !== undefined)
      this.#timer ??= setTimeout(() => void this.#write(), pause).unref();
  }

  /** Writes what was not written yet; never rejects. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) await this.#write();
    await this.#writing;
  }

  #add(mspId: string, network: string): void {
    const networks = setIn(this.#networks, mspId);
    // Again at the end, as the one that was used last.
    networks.delete(network);
    networks.add(network);
    setIn(this.#members, network).add(mspId);
    const [oldest] = networks;
    if (oldest === undefined || networks.size <= networksPerMember) return;
    networks.delete(oldest);
    const others = setIn(this.#members, oldest);
    others.delete(mspId);
    if (others.size === 0) this.#members.delete(oldest);
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { path, onFailure } = this.#kept ?? { path: '', onFailure: () => undefined };
    const content = JSON.stringify([...this.#networks].map(([mspId, networks]) => [mspId, [...networks]]));
    // A file that was written in part would say nothing after the next start.
    this.#writing = this.#writing
      .then(() => writeFile(`${path}.new`, content, { mode: 0o600 }))
      .then(() => rename(`${path}.new`, path))
      .catch(onFailure);
    return this.#writing;
  }

  #read({ path, onFailure }: KeptNetworks): void {
    try {
      for (const [mspId, networks] of parse(readFileSync(path, 'utf8')))
        for (const network of networks) this.#add(mspId, network);
    } catch (error) {
      if (!isMissing(error)) onFailure(error);
    }
  }
}

function setIn(sets: Map<string, Set<string>>, name: string): Set<string> {
  const known = sets.get(name) ?? new Set();
  sets.set(name, known);
  return known;
}

function parse(content: string): [string, string[]][] {
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isEntry = (value: unknown): value is [string, string[]] =>
    Array.isArray(value) && isText(value[0]) && Array.isArray(value[1]) && value[1].every(isText);
  const parsed: unknown = JSON.parse(content);
  if (!Array.isArray(parsed) || !parsed.every(isEntry)) throw new Error('not a list of networks');
  return parsed;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
