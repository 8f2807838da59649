import type { BlockTransaction } from './block.js';

/** A public version record, as far as it says where the bytes are. */
interface Version {
  readonly state: string;
  readonly locations: readonly { readonly mspId: string; readonly objectKey: string }[];
}

/** States of versions whose bytes are kept. */
const kept: readonly string[] = ['proposed', 'accepted', 'superseded'];

/** Names of the objects that the ledger, as these transactions left it, says are in a hospital's store. */
export function keptObjects(transactions: readonly BlockTransaction[], mspId: string): string[] {
  const versions = transactions
    .filter(({ valid }) => valid)
    .flatMap(({ endorsed }) => endorsed?.publicWrites ?? [])
    .filter(({ key }) => key.startsWith('\u0000version'))
    .map(({ key, value }) => [key, JSON.parse(value) as Version] as const);
  return [...new Map(versions).values()]
    .filter(({ state }) => kept.includes(state))
    .flatMap(({ locations }) => locations)
    .filter((location) => location.mspId === mspId)
    .map(({ objectKey }) => objectKey)
    .sort();
}
