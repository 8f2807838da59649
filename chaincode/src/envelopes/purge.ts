import type { RecordOf, ShareKind, VersionId } from '@medseal/ledger-model';
import { refuseUnless } from '../ledger/refusal.js';
import { find, load, purge, type Author } from '../ledger/store.js';

/**
 * Purges everything that could open a proposal that is not accepted: envelope, shares of the ledger half, and the wraps
 * of patient and author. The version's public record stays, and with it the hash.
 */
export async function purgeProposal(
  act: Author,
  { versionId, patient, author }: RecordOf<'proposal'>,
): Promise<void> {
  await purge(act, 'envelope', { versionId });
  await purgeSet(act, versionId, 'ledger');
  for (const [basis, pseudonym] of [
    ['own', patient],
    ['author', author],
  ] as const) {
    const holder = await load(act.ctx.stub, 'person', { pseudonym });
    // There may be a wrap under every key that the holder has had.
    for (let keyVersion = 1; keyVersion <= holder.keyVersion; keyVersion++) {
      await purge(act, 'wrap', { versionId, basis, keyVersion });
    }
  }
}

/**
 * Purges a share set of a version and its shares.
 * @throws {LedgerError} `CONFLICT` when there is none: it was never made, or is already purged.
 */
export async function purgeSet(act: Author, versionId: VersionId, kind: ShareKind): Promise<void> {
  const set = { versionId, kind, generation: 1 } as const;
  const record = await find(act.ctx.stub, 'shareSet', set);
  refuseUnless(record !== undefined, 'CONFLICT', 'there is no such share set');
  await purge(act, 'shareSet', set);
  for (const { mspId, keyVersion } of record.holders)
    await purge(act, 'share', { ...set, mspId, keyVersion });
}
