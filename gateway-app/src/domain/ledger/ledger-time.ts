import { orderingWindow, signedTimeWindow } from '@medseal/ledger-model';
import type { LedgerBlock, LedgerTransaction } from './block.js';

/** Newest signed time of the valid acts of each organization (MSP id), milliseconds since 1970. */
export type SignedTimes = ReadonlyMap<string, number>;

/**
 * A time that had already passed when the acts with these times were ordered; -Infinity if nothing is known. Blocks
 * carry no time, so it follows from acts (docs/decisions/0154): either a majority of organizations signed this time
 * or a later one, or an act that a majority endorsed is signed two minutes later.
 */
export function passedTime(times: SignedTimes, members: number): number {
  const newestFirst = [...times.values()].toSorted((one, other) => other - one);
  const ofMajority = newestFirst[Math.floor(members / 2)] ?? -Infinity;
  return Math.max(ofMajority, (newestFirst[0] ?? -Infinity) - signedTimeWindow);
}

/** The times after the acts of a block. */
export function withBlock(times: SignedTimes, { transactions }: LedgerBlock): SignedTimes {
  const newest = new Map(times);
  for (const transaction of transactions) {
    const at = signedTime(transaction);
    if (at === undefined) continue;
    const { mspId } = transaction.creator;
    newest.set(mspId, Math.max(at, newest.get(mspId) ?? -Infinity));
  }
  return newest;
}

/** True for an act that took effect although its signed time was long past. */
export function isLate(transaction: LedgerTransaction, passed: number): boolean {
  const at = signedTime(transaction);
  return at !== undefined && passed - at > orderingWindow;
}

/** Only for acts that took effect: one organization alone can put any time into everything else. */
function signedTime({ kind, validationCode, at }: LedgerTransaction): number | undefined {
  return kind === 'act' && validationCode === 0 && at !== undefined ? Date.parse(at) : undefined;
}
