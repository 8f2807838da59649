import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Where the networks are kept across restarts, and who is informed when they cannot be read or kept. */
export type KeptNetworks = Readonly<{ path: string; onFailure: (error: unknown) => void }>;

/** The number of networks remembered for one member: beyond it, those used longest ago are forgotten. */
export const networksPerMember = 16;
/** Milliseconds from a change until it is written. */
const pause = 1_000;
const none: ReadonlySet<string> = new Set();

/**
 * The networks from which each member has come. They let members in during a crowd of strangers. A file keeps them, so
 * that this also works just after a restart. They permit nothing, so a lost or old file costs only time.
 */
export class MemberNetworks {
  readonly #kept: KeptNetworks | undefined;
  /** By member (MSP id), the most recently used last. */
  readonly #networks = new Map<string, Set<string>>();
  /** The reverse: members by network. */
  readonly #members = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;
  #writing = Promise.resolve();

  /** @param kept without it, the networks do not outlive the program */
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

  /** Writes what is not yet written; never rejects. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) await this.#write();
    await this.#writing;
  }

  #add(mspId: string, network: string): void {
    const networks = setIn(this.#networks, mspId);
    // Moved to the end, as the most recently used one.
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
    // A partly written file would be useless after the next start.
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
