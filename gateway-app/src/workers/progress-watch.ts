import type { OwnChain } from '../domain/ledger/chain-archive.js';
import { repeat } from '../domain/shared/repeat.js';
import { counted, failing, fine, type Finding, warning } from '../domain/health/health.js';
import type { ChainReader } from '../domain/ledger/ledger.js';
import type { Organizations } from '../domain/ledger/organizations.js';
import type { Tell } from '../domain/shared/log.js';

export interface ProgressParts {
  readonly chain: ChainReader;
  readonly organizations: Organizations;
  readonly own: OwnChain;
  /** Numbers of the first blocks whose private data has not come. */
  readonly incomplete: () => Promise<readonly bigint[]>;
  /** Of this organization. */
  readonly mspId: string;
  /** Called once for each standstill. */
  readonly alarm: Tell;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Milliseconds between two looks, and without progress until a standstill is reported: it shows within 15 seconds. */
const interval = 3_000;
const bound = 11_000;
/** The most targets that are kept, one per look; when there are more, every second one is dropped. */
const opensAtMost = 64;

/** Something that should follow something else: its position, its target, and since when it has not moved. */
class Follow {
  /** Undefined while it cannot be compared. */
  #places: Readonly<{ at: number; target: number }> | undefined;
  /** Targets that were not reached at the last look, and when each was first seen; the oldest first. */
  #open: Readonly<{ target: number; seenAt: number }>[] = [];
  #since: number;
  #isTold = false;

  constructor(now: number) {
    this.#since = now;
  }

  get isKnown(): boolean {
    return this.#places !== undefined;
  }

  get behind(): number {
    return this.#places === undefined ? 0 : Math.max(0, this.#places.target - this.#places.at);
  }

  /** Milliseconds without progress while there was some to make. */
  standing(now: number): number {
    return this.behind === 0 ? 0 : now - this.#since;
  }

  /** How long the oldest unreached target has been one, in milliseconds, even while there is progress. */
  lag(now: number): number {
    const [oldest] = this.#open;
    return oldest === undefined ? 0 : now - oldest.seenAt;
  }

  see(at: number, target: number, now: number): void {
    this.#open = this.#open.filter((each) => each.target > at);
    if (target > at && target !== this.#open.at(-1)?.target) this.#open.push({ target, seenAt: now });
    if (this.#open.length > opensAtMost) this.#open = this.#open.filter((_, index) => index % 2 === 0);
    if (at !== this.#places?.at || at >= target) {
      this.#since = now;
      this.#isTold = false;
    }
    this.#places = { at, target };
  }

  /** Forgets what was seen: time in which nothing can be compared is not time without progress. */
  lose(): void {
    this.#places = undefined;
    this.#open = [];
  }

  /** True once for each standstill. */
  tellsNow(now: number): boolean {
    if (this.#isTold || this.standing(now) < bound) return false;
    this.#isTold = true;
    return true;
  }
}

/**
 * Watches that blocks arrive: that the projection follows this organization's peer, and that the peer has what a
 * majority of organizations has. No single organization is believed: it could claim any height.
 */
export class ProgressWatch {
  readonly #parts: ProgressParts;
  readonly #projection: Follow;
  readonly #peer: Follow;
  /** When the data of each block was first found missing, by the block's number. */
  #incomplete: ReadonlyMap<bigint, number> = new Map();
  #hasLooked = false;

  constructor(parts: ProgressParts) {
    this.#parts = parts;
    this.#projection = new Follow(parts.now());
    this.#peer = new Follow(parts.now());
  }

  /**
   * Whether lists are up to date. Missing private data gives a warning: otherwise, if every peer has lost some, this
   * gateway would be out of service for ever.
   * @param behind blocks that the projection lacks right now
   * @param incomplete blocks whose private data is not here right now
   */
  projection(behind: number, incomplete: number): Finding {
    this.#tell();
    const now = this.#parts.now();
    if (behind > 0 && this.#projection.standing(now) >= bound)
      return failing(
        `Lists have stopped ${counted(behind, 'block')} behind the peer.`,
        'Read the gateway’s log; restart the gateway.',
      );
    if (behind > 0 && this.#projection.lag(now) >= bound)
      return failing(
        `Lists are ${counted(behind, 'block')} behind the peer, and still moving.`,
        'Wait until they have caught up. If they never do, this machine is too slow or too busy.',
      );
    if (incomplete > 0 && now - Math.min(now, ...this.#incomplete.values()) >= bound)
      return warning(
        `Lists lack what ${counted(incomplete, 'block')} changed: private data has not come.`,
        'Check the connections to the other organizations: one whose peer has the data must be reachable.',
      );
    if (behind <= 0) return fine('Lists are up to date.');
    return fine(`Lists are ${counted(behind, 'block')} behind the peer.`);
  }

  /** Whether this organization's peer receives blocks. */
  peer(): Finding {
    this.#tell();
    const { behind, isKnown } = this.#peer;
    const figures = { behind };
    if (!isKnown)
      return this.#hasLooked
        ? warning(
            'Too few other peers answer to tell whether this one has all blocks.',
            'Check the connections to the other organizations.',
          )
        : fine('The peer answers.');
    if (this.#peer.standing(this.#parts.now()) >= bound)
      return failing(
        `The peer has stopped ${counted(behind, 'block')} behind a majority of organizations.`,
        'Read the peer’s log and check its connections to orderers; restart the peer.',
        figures,
      );
    return behind > 100
      ? warning(
          `The peer is catching up, ${counted(behind, 'block')} behind.`,
          'Wait until it has all blocks.',
          figures,
        )
      : fine('The peer has the blocks that a majority of organizations has.', figures);
  }

  /** Looks every few seconds until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), interval, signal);
  }

  /** Compares once. */
  async look(): Promise<void> {
    const { organizations, own, mspId, now } = this.#parts;
    const heights = await this.#heights(await organizations.all());
    const atPeer = heights.get(mspId);
    const most = majorityHeight([...heights.values()]);
    this.#hasLooked = true;
    if (atPeer === undefined) this.#projection.lose();
    else this.#projection.see(Number(own.height() ?? -1) + 1, atPeer, now());
    if (atPeer === undefined || most === undefined) this.#peer.lose();
    else this.#peer.see(atPeer, most, now());
    this.#tell();
    const missing = await this.#parts.incomplete();
    this.#incomplete = new Map(missing.map((block) => [block, this.#incomplete.get(block) ?? now()]));
  }

  /** Raises each alarm once, as soon as a look or a check finds the standstill. */
  #tell(): void {
    const { now, alarm } = this.#parts;
    if (this.#projection.tellsNow(now()))
      alarm(
        { alarm: 'NO_PROGRESS', behind: this.#projection.behind },
        'lists have stopped while the peer is ahead',
      );
    if (this.#peer.tellsNow(now()))
      alarm(
        { alarm: 'PEER_STANDS_STILL', behind: this.#peer.behind },
        'the peer gets no blocks while others do',
      );
  }

  /** Heights by MSP id; undefined for a peer that does not answer. */
  async #heights(all: readonly Readonly<{ mspId: string }>[]): Promise<Map<string, number | undefined>> {
    const asked = all.map(async ({ mspId }) => {
      const info = await this.#parts.chain.chainInfo(mspId).catch(() => undefined);
      return [mspId, info && Number(info.height)] as const;
    });
    return new Map(await Promise.all(asked));
  }
}

/** The greatest height that more than half of the organizations have, or claim to have; undefined when fewer answer. */
function majorityHeight(heights: readonly (number | undefined)[]): number | undefined {
  const descending = heights.filter((height) => height !== undefined).toSorted((a, b) => b - a);
  return descending[Math.floor(heights.length / 2)];
}
