import { suite, type RecordKey, type VersionAnswer, type WrapBasis } from '@medseal/ledger-model';
import type { MachineCaller, PersonCaller } from './caller.js';
import type { LedgerContext } from './context.js';
import { refuseUnless } from './refusal.js';
import { load } from './store.js';

/**
 * What the holder of a wrap needs to open a version's metadata: only for the holder, and under a consent only while it
 * lasts.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_FOUND`, `NO_PERMISSION`, `EXPIRED`
 */
export async function readOpenable(
  ctx: LedgerContext,
  caller: PersonCaller | MachineCaller,
  { versionId, basis }: Pick<RecordKey<'wrap'>, 'versionId' | 'basis'>,
): Promise<VersionAnswer> {
  refuseUnless(caller.kind === 'person', 'FORBIDDEN', 'only persons hold wraps');
  const { keyVersion } = caller.person;
  const record = await load(ctx.stub, 'wrap', { versionId, basis, keyVersion });
  refuseUnless(record.holder === caller.actor, 'FORBIDDEN', 'the wrap is another’s');
  await refuseEndedConsent(ctx, basis);
  const { reportId, patient } = await load(ctx.stub, 'proposal', { versionId });
  const { manifest, sealedMetadata } = await load(ctx.stub, 'envelope', { versionId });
  const shareSet = await load(ctx.stub, 'shareSet', { versionId, kind: 'ledger', generation: 1 });
  return {
    ids: { suite, channel: manifest.channel, reportId, versionId, patient },
    envelope: { manifest, sealedMetadata },
    wrap: { versionId, holder: record.holder, basis, keyVersion, sealed: record.sealed },
    ledgerShares: {
      generation: shareSet.generation,
      threshold: shareSet.threshold,
      holders: shareSet.holders,
    },
  };
}

async function refuseEndedConsent(ctx: LedgerContext, basis: WrapBasis): Promise<void> {
  if (basis === 'own' || basis === 'author') return;
  const consent = await load(ctx.stub, 'consent', { consentId: basis });
  refuseUnless(consent.state === 'active', 'NO_PERMISSION', 'the consent is revoked');
  refuseUnless(consent.from <= ctx.time, 'NO_PERMISSION', 'the consent has not started');
  refuseUnless(ctx.time < consent.until, 'EXPIRED', 'the consent has ended');
}
