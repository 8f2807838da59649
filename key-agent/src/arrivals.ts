import { setTimeout as delay } from 'node:timers/promises';
import { disclosureWindow, orderingWindow, signedTimeWindow } from '@medseal/ledger-model';

/** A transaction as the ledger has it: id and signed time, RFC 3339. */
export type Ordered = Readonly<{ tx: string; at: string }>;

/** Where an agent learns which transactions take effect. */
export interface CommittedTransactions {
  /** Ids of valid transactions, block by block from now on; throws when the peer is lost or the signal aborts. */
  committed(signal: AbortSignal): AsyncIterable<readonly string[]>;
}

/** Milliseconds for which arrivals are kept: longer than a disclosure is valid for a release. */
const kept = 1.5 * disclosureWindow;
/** The largest number of arrivals kept, about 30 MiB; beyond it, the oldest are forgotten and count as late. */
const mostKept = 200_000;
/** Milliseconds before a lost peer is followed again. */
const pause = 1_000;

/** Milliseconds after which an open stream of blocks counts as followed, even without blocks: a refusal is quick. */
const settled = 5_000;
/** Milliseconds without following after which an agent says that it is not ready. */
const patience = 30_000;

/** The two clocks of a machine, milliseconds. */
interface Clocks {
  /** Since 1970, to compare with signed times; may be set back or forward. */
  readonly wall: () => number;
  /** Only grows; measures durations. */
  readonly steady: () => number;
}

const machineClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** When a block arrived, by both clocks. */
type Heard = Readonly<{ wall: number; steady: number }>;

/** Is informed when the peer is lost, with what failed (once for each reason), and when it is followed again. */
export type FollowingLog = Readonly<{ lost: (reason: string) => void; regained: () => void }>;

/**
 * Knows when transactions reached this organization's peer, and so which of them were held back: blocks carry no time,
 * and the time of an act comes from its client (docs/decisions/0155).
 */
export class Arrivals {
  readonly #times = new Map<string, Heard>();
  readonly #clocks: Clocks;
  readonly #log: FollowingLog | undefined;
  /** Since when nothing has been missed; undefined while the peer is not followed. */
  #since: number | undefined;
  /** When and why following failed (by the steady clock), until it works again. */
  #loss: Readonly<{ at: number; reasons: Set<string> }> | undefined;

  constructor({ clocks = machineClocks, log }: Readonly<{ clocks?: Clocks; log?: FollowingLog }> = {}) {
    this.#clocks = clocks;
    this.#log = log;
  }

  /** Follows the peer until the signal aborts. What takes effect while it is away is not judged. */
  async follow(source: CommittedTransactions, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const reason = await this.#attempt(source, signal);
      this.#since = undefined;
      if (reason !== undefined) this.#lose(reason);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** False when the peer has not been followed for half a minute: then nothing is judged late. */
  follows(): boolean {
    return this.#loss === undefined || this.#clocks.steady() - this.#loss.at <= patience;
  }

  /** Follows as long as it works, and returns the reason why it ended, unless the signal aborted it. */
  async #attempt(source: CommittedTransactions, signal: AbortSignal): Promise<string | undefined> {
    const open = setTimeout(() => {
      this.#regain();
    }, settled);
    try {
      for await (const transactions of source.committed(signal)) {
        this.#regain();
        this.#take(transactions);
      }
      return signal.aborted ? undefined : 'ended';
    } catch (error) {
      return signal.aborted ? undefined : reasonOf(error);
    } finally {
      clearTimeout(open);
    }
  }

  #lose(reason: string): void {
    this.#loss ??= { at: this.#clocks.steady(), reasons: new Set() };
    if (this.#loss.reasons.has(reason)) return;
    this.#loss.reasons.add(reason);
    this.#log?.lost(reason);
  }

  #regain(): void {
    if (this.#loss === undefined) return;
    this.#loss = undefined;
    this.#log?.regained();
  }

  /** True for a transaction that took effect too long after its signed time; false for one that was not followed. */
  isLate({ tx, at }: Ordered): boolean {
    const signed = Date.parse(at);
    const arrived = this.#times.get(tx)?.wall ?? this.#justNow(signed);
    return arrived !== undefined && arrived - signed > orderingWindow;
  }

  /** A transaction that was certainly signed after following began, but has not been seen, is arriving only now. */
  #justNow(signed: number): number | undefined {
    return this.#since !== undefined && signed - signedTimeWindow >= this.#since
      ? this.#clocks.wall()
      : undefined;
  }

  #take(transactions: readonly string[]): void {
    const now = { wall: this.#clocks.wall(), steady: this.#clocks.steady() };
    this.#since ??= now.wall;
    for (const transaction of transactions) this.#times.set(transaction, now);
    for (const [transaction, heard] of this.#times) {
      if (now.steady - heard.steady <= kept && this.#times.size <= mostKept) break;
      this.#times.delete(transaction);
    }
  }
}

/** The kind of an error, with its code: a message may quote data. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
