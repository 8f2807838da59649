import type { ActNews } from '../domain/ledger/act-news.js';
import { repeat } from '../domain/shared/repeat.js';
import { actsFail, actsGoThrough, orderingInDoubt, type Trouble } from '../domain/health/checks.js';
import type { Failure } from '../domain/shared/failure.js';
import { type Finding, warning } from '../domain/health/health.js';

export interface ActsWatchParts {
  /** Has a probe endorsed; returns why it was not. */
  readonly probe: () => Promise<Trouble | undefined>;
  /** Of this organization. */
  readonly mspId: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Milliseconds between two checks whether a probe is due. */
const interval = 3_000;
/** Milliseconds after a successful act or probe during which no probe is needed. */
const quiet = 60_000;
/** The same once there was no act for `long`: peers keep what a probe writes until 1,000 further blocks have come. */
const longQuiet = 600_000;
/** Milliseconds without an act, or of trouble, after which probes become less frequent. */
const long = 3_600_000;
/** Milliseconds of trouble before it is reported as a failure: peers that start or elect a leader need some. */
const bound = 10_000;

/** Failures that call for a probe: a part was missing, or the outcome of the act is not known. */
const suspicious: readonly Failure['code'][] = ['UNAVAILABLE', 'CLOCK_WRONG', 'OUTCOME_UNKNOWN'];

/** Trouble, and when it began. */
type Troubled = Readonly<{ trouble: Trouble; since: number }>;

/**
 * Watches whether acts go through. It uses the acts of this gateway; while there are none, it makes a probe once a
 * minute, and after an hour every ten minutes. A probe is endorsed and never submitted, so orderers are judged by
 * acts, by their leader and by the peer's blocks (docs/decisions/0143).
 */
export class ActsWatch implements ActNews {
  readonly #parts: ActsWatchParts;
  #went: Readonly<{ seen: 'act' | 'probe'; at: number }> | undefined;
  #trouble: Troubled | undefined;
  /** Times of the first and of the latest act that was not ordered, since orderers last took one. */
  #notOrdered: Readonly<{ since: number; at: number }> | undefined;
  /** Number of the newest block. */
  #block = -1n;
  #isSuspected = true;
  #probedAt = Number.NEGATIVE_INFINITY;
  /** When the latest act was committed, or the watch began. */
  #actAt: number;

  constructor(parts: ActsWatchParts) {
    this.#parts = parts;
    this.#actAt = parts.now();
  }

  committed(): void {
    this.#actAt = this.#parts.now();
    this.#went = { seen: 'act', at: this.#actAt };
    this.#trouble = undefined;
    this.#notOrdered = undefined;
  }

  /** A refusal by ledger rules shows that peers work; any other failure calls for a probe. */
  failed({ code }: Failure): void {
    if (suspicious.includes(code)) this.#isSuspected = true;
  }

  notOrdered(): void {
    const at = this.#parts.now();
    this.#notOrdered = { since: this.#notOrdered?.since ?? at, at };
  }

  /** A block came, even if only with others’ acts: orderers work. A block that is read again shows nothing. */
  blockCame(number: bigint): void {
    if (number <= this.#block) return;
    this.#block = number;
    this.#notOrdered = undefined;
  }

  finding(): Finding {
    const { now, mspId } = this.#parts;
    const troubled = this.#orderingTrouble() ?? this.#trouble;
    if (troubled !== undefined) {
      const found = actsFail(troubled.trouble, mspId);
      return now() - troubled.since >= bound ? found : warning(found.detail, found.remedy);
    }
    if (this.#notOrdered !== undefined) return orderingInDoubt(this.#secondsSince(this.#notOrdered.at));
    if (this.#went === undefined)
      return warning('It is not known yet whether acts go through.', 'Wait a few seconds.');
    return actsGoThrough(this.#went.seen, this.#secondsSince(this.#went.at));
  }

  /** Looks every three seconds until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), interval, signal);
  }

  /** Has a probe endorsed when one is due. */
  async look(): Promise<void> {
    if (!this.#isDue()) return;
    const { now, probe } = this.#parts;
    this.#isSuspected = false;
    const started = now();
    this.#probedAt = started;
    const trouble = await probe();
    // An act that was committed meanwhile counts more than the probe.
    if (this.#wentAt() >= started) return;
    if (trouble === undefined) this.#went = { seen: 'probe', at: now() };
    this.#trouble = trouble && { trouble, since: this.#trouble?.since ?? started };
  }

  #isDue(): boolean {
    const now = this.#parts.now();
    if (this.#isSuspected) return true;
    if (this.#trouble !== undefined) return now - this.#trouble.since < long || now - this.#probedAt >= quiet;
    return now - this.#wentAt() >= (now - this.#actAt < long ? quiet : longQuiet);
  }

  /** Acts that were not ordered, while the latest is less than a minute ago. */
  #orderingTrouble(): Troubled | undefined {
    if (this.#notOrdered === undefined || this.#parts.now() - this.#notOrdered.at >= quiet) return undefined;
    return { trouble: { kind: 'ordering', organization: undefined }, since: this.#notOrdered.since };
  }

  #secondsSince(at: number): number {
    return Math.round((this.#parts.now() - at) / 1000);
  }

  #wentAt(): number {
    return this.#went?.at ?? Number.NEGATIVE_INFINITY;
  }
}
