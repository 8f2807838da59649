import type { Creator, LedgerBlock, LedgerTransaction } from '../domain/ledger/block.js';
import type { BlockFeed } from '../domain/ledger/block-feed.js';
import { counted, fine, type Finding, warning } from '../domain/health/health.js';
import { SeldomAlarm } from '../domain/shared/seldom-alarm.js';
import type { Tell } from '../domain/shared/log.js';

/** Milliseconds for which the list of checks shows them. */
const shownFor = 3_600_000;

/** What was seen from one organization. */
interface Seen {
  count: number;
  lastAt: number;
}

/**
 * Counts transactions that are not acts of medseal, by the organization whose signature Fabric has checked, and
 * raises alarms: at most one a minute for each organization, however many it sends. Those with an unchecked signature
 * share one count: the certificate that they carry proves nothing.
 */
export class StrangeTransactions {
  /** By MSP id; the empty one is for all whose signature was not checked. */
  readonly #seen = new Map<string, Seen>();
  readonly #alarm: Tell;
  readonly #now: () => number;
  readonly #alarms: SeldomAlarm;
  readonly #unread: SeldomAlarm;
  #newest = -1n;

  /** @param parts.now milliseconds that only grow */
  constructor(
    parts: Readonly<{
      feed: BlockFeed;
      alarm: Tell;
      now: () => number;
    }>,
  ) {
    this.#alarm = parts.alarm;
    this.#now = parts.now;
    this.#alarms = new SeldomAlarm(parts.now);
    this.#unread = new SeldomAlarm(parts.now);
    parts.feed.onBlock((block) => {
      this.#take(block);
    });
  }

  /** A warning that names the organizations, for an hour after the last such transaction. */
  finding(): Finding {
    const since = this.#now() - shownFor;
    const recent = [...this.#seen].filter(([, { lastAt }]) => lastAt >= since);
    const count = recent.reduce((sum, [, seen]) => sum + seen.count, 0);
    if (count === 0) return fine('No foreign transactions seen in the last hour.', { foreign: 0 });
    const origins = recent.map(([mspId, seen]) =>
      mspId === '' ? `${seen.count} with an unchecked signature` : `${seen.count} by ${mspId}`,
    );
    return warning(
      `${counted(count, 'transaction')} on the channel that medseal did not make: ${origins.join(', ')}.`,
      'Ask the operator of that organization. Blockchain details shows the transactions.',
      { foreign: count },
    );
  }

  /** A block comes again when its missing private data has arrived: it is counted once. */
  #take({ number, transactions }: LedgerBlock): void {
    if (number <= this.#newest) return;
    this.#newest = number;
    for (const transaction of transactions) {
      const { kind, validationCode } = transaction;
      if (kind === 'foreign' || kind === 'unreadable') this.#count(transaction, number);
      if (kind === 'unreadable' && validationCode === 0) this.#tellUnread(number);
    }
  }

  /** It has changed the state, and this gateway does not know how. */
  #tellUnread(block: bigint): void {
    if (this.#unread.due('') === undefined) return;
    this.#alarm(
      { alarm: 'VALID_UNREADABLE', block: block.toString() },
      'a valid transaction cannot be read: lists may lack what it changed',
    );
  }

  #count(transaction: LedgerTransaction, block: bigint): void {
    const now = this.#now();
    const { mspId } = transaction.creator;
    const seen = this.#seen.get(mspId) ?? { count: 0, lastAt: now };
    this.#seen.set(mspId, seen);
    if (now - seen.lastAt > shownFor) seen.count = 0;
    seen.count++;
    seen.lastAt = now;
    const untold = this.#alarms.due(mspId);
    if (untold === undefined) return;
    const { kind, validationCode } = transaction;
    const facts = {
      kind,
      ...originFacts(transaction),
      validationCode,
      block: block.toString(),
      count: untold,
    };
    this.#alarm({ alarm: 'NOT_AN_ACT', ...facts }, 'a transaction on the channel is not an act of medseal');
  }
}

/** A creator whose signature was not checked is only a claim. */
function originFacts({ creator, claimedCreator }: LedgerTransaction): Record<string, Creator> {
  return creator.mspId === '' && claimedCreator !== undefined ? { claimedCreator } : { creator };
}
