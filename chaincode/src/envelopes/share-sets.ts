import {
  activeKey,
  thresholdOf,
  type RecordOf,
  type ShareKind,
  type ShareSet,
  type VersionId,
} from '@medseal/ledger-model';
import { refuseUnless } from '../ledger/refusal.js';
import { type Author, type Content, createAll } from '../ledger/store.js';

/** Published records of the consortium's organizations, in the order of the consortium file. */
export type Organizations = readonly RecordOf<'organization'>[];

/** The records of share sets: one with the holders of the shares, and one for each sealed share. */
export interface SetRecords {
  readonly shareSets: readonly Content<'shareSet'>[];
  readonly shares: readonly Content<'share'>[];
}

/** Writes sets with their shares. */
export async function createSets(author: Author, { shareSets, shares }: SetRecords): Promise<void> {
  await createAll(author, 'shareSet', shareSets);
  await createAll(author, 'share', shares);
}

/**
 * Requires sets of exactly the expected kinds, in that order, for the organizations under their active keys.
 * @throws {LedgerError} `INVALID`
 */
export function refuseOtherSets(
  sets: readonly ShareSet[],
  kinds: readonly ShareKind[],
  organizations: Organizations,
): void {
  refuseUnless(
    sets.map(({ kind }) => kind).join() === kinds.join(),
    'INVALID',
    'these are not the expected share sets',
  );
  for (const set of sets) refuseOtherHolders(set, organizations);
}

/** The records of the share sets of one version. */
export function setRecords(
  { versionId, maker }: { readonly versionId: VersionId; readonly maker: RecordOf<'shareSet'>['maker'] },
  sets: readonly ShareSet[],
): SetRecords {
  return {
    shareSets: sets.map(({ shares, ...set }) => ({
      ...set,
      versionId,
      maker,
      holders: shares.map(({ mspId, keyVersion, commitment }) => ({ mspId, keyVersion, commitment })),
    })),
    shares: sets.flatMap(({ kind, generation, shares }) =>
      shares.map((share) => ({ ...share, versionId, kind, generation })),
    ),
  };
}

function refuseOtherHolders(set: ShareSet, organizations: Organizations): void {
  refuseUnless(set.generation === 1, 'INVALID', 'a new share set must have generation 1');
  refuseUnless(
    set.threshold === thresholdOf(organizations.length),
    'INVALID',
    'the threshold is not a majority',
  );
  const held = set.shares.map(({ mspId, keyVersion }) => `${mspId} ${keyVersion}`);
  const due = organizations.map(({ mspId, keys }) => `${mspId} ${activeKey(keys, set.kind)?.version ?? 0}`);
  refuseUnless(
    held.join() === due.join(),
    'INVALID',
    'the holders are not the organizations under their active keys',
  );
}
