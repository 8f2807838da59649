import { randomInt } from 'node:crypto';

/** Milliseconds for which this gateway names endorsers itself and avoids those whose endorsement did not count. */
const remembered = 600_000;

export interface EndorserChoiceParts {
  /** Of this organization. */
  readonly mspId: string;
  /** MSP ids of all organizations of the channel; none leaves the choice to Fabric. */
  readonly all: () => Promise<readonly string[]>;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/**
 * Chooses which organizations are asked to endorse. Normally Fabric's gateway service chooses, by what it sees of the
 * peers. It does not check endorsements, so an organization whose endorsements do not count could keep making other
 * organizations' acts invalid. Once that has happened, this gateway names the endorsers: a majority that includes its
 * own organization and leaves out those whose endorsements did not count.
 */
export class EndorserChoice {
  readonly #parts: EndorserChoiceParts;
  /** When an organization was last in a set that failed, by MSP id. */
  readonly #failed = new Map<string, number>();
  /** The last set whose endorsements counted: it is asked again first. */
  #counted: readonly string[] = [];
  /** Organizations that are asked once more, to be sure about them. */
  #suspects: readonly string[] = [];
  /** The other organizations of the channel when the last set was named. */
  #others: readonly string[] = [];
  /** The other organizations of the sets that failed in a block since a set last counted. */
  readonly #notCounted = new Set<string>();
  #namesUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: EndorserChoiceParts) {
    this.#parts = parts;
  }

  /** MSP ids, this organization's first; undefined leaves the choice to Fabric. */
  async next(): Promise<readonly string[] | undefined> {
    const { mspId, all, now } = this.#parts;
    if (now() >= this.#namesUntil) return undefined;
    const organizations = await all();
    if (organizations.length === 0) return undefined;
    const others = shuffled(organizations.filter((each) => each !== mspId));
    this.#others = others;
    const ordered = others.toSorted((a, b) => this.#rank(a) - this.#rank(b));
    this.#suspects = [];
    return [mspId, ...ordered.slice(0, Math.floor(organizations.length / 2))];
  }

  /**
   * Notes that a transaction whose endorsers Fabric chose has failed. It is not certain whom Fabric asked: an
   * endorsement can carry another organization's name. So the next set is the one that these endorsements name; it
   * shows whether that set is to blame.
   */
  suspect(endorsers: readonly string[]): void {
    this.#nameFromNow();
    this.#suspects = endorsers;
  }

  /** Notes that these endorsers did not endorse, or that their endorsements did not count. */
  failed(named: readonly string[]): void {
    this.#nameFromNow();
    for (const each of this.#othersOf(named)) this.#failed.set(each, this.#parts.now());
  }

  /**
   * Notes that a transaction with the endorsements of this set failed in a block.
   * @returns the suspected organizations: the others of the set. Once every other organization has been in a set that
   * failed, and no set has counted, it is this organization, which was in all of them.
   */
  notCounted(named: readonly string[]): readonly string[] {
    this.failed(named);
    const others = this.#othersOf(named);
    for (const each of others) this.#notCounted.add(each);
    if (!this.#others.every((each) => this.#notCounted.has(each))) return others;
    // A channel of two has only one set, so its failure does not show which of the two is to blame.
    return others.length === this.#others.length ? named : [this.#parts.mspId];
  }

  #othersOf(named: readonly string[]): readonly string[] {
    return named.filter((each) => each !== this.#parts.mspId);
  }

  /** Notes that the endorsements of this set counted. */
  counted(named: readonly string[] | undefined): void {
    if (named === undefined) return;
    this.#counted = named;
    this.#notCounted.clear();
    for (const each of named) this.#failed.delete(each);
  }

  /**
   * The order: suspects, organizations whose endorsements counted, organizations about which nothing is known, then
   * those that failed, the most recent last.
   */
  #rank(mspId: string): number {
    if (this.#suspects.includes(mspId)) return -3;
    return this.#failed.get(mspId) ?? (this.#counted.includes(mspId) ? -2 : -1);
  }

  #nameFromNow(): void {
    const now = this.#parts.now();
    if (now >= this.#namesUntil) {
      this.#failed.clear();
      this.#notCounted.clear();
      this.#counted = [];
    }
    this.#namesUntil = now + remembered;
  }
}

function shuffled(names: readonly string[]): string[] {
  const rest = [...names];
  return names.map(() => rest.splice(randomInt(rest.length), 1).join(''));
}
