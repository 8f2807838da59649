import {
  decideAccess,
  isGrantee,
  LedgerError,
  suite,
  type RecordKey,
  type RecordOf,
  type VersionAnswer,
  type Wrap,
} from '@medseal/ledger-model';
import type { MachineCaller, PersonCaller } from '../acts/caller.js';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { load } from '../ledger/store.js';

/** A version and the right under which someone holds its patient half. */
type WrapName = Pick<RecordKey<'wrap'>, 'versionId' | 'basis'>;

/**
 * What a holder of the patient half needs to open a version's metadata: the envelope and the holder's wrap. Under a
 * consent to the caller's organization there is no wrap: the key agent holds it. Anyone other than the patient sees
 * this only while they may read.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_FOUND`, `NO_PERMISSION`, `EXPIRED`
 */
export async function readOpenable(
  ctx: LedgerContext,
  caller: PersonCaller | MachineCaller,
  { versionId, basis }: WrapName,
): Promise<VersionAnswer> {
  refuseUnless(caller.kind === 'person', 'FORBIDDEN', 'only people hold wraps');
  const consent =
    basis === 'own' || basis === 'author' ? undefined : await load(ctx.stub, 'consent', { consentId: basis });
  const wrap = await wrapOf(ctx, caller, { versionId, basis, consent });
  const proposal = await load(ctx.stub, 'proposal', { versionId });
  if (basis !== 'own') await refuseUnreadable(ctx, caller, { proposal, consent });
  const { reportId, patient } = proposal;
  const { manifest, sealedMetadata } = await load(ctx.stub, 'envelope', { versionId });
  const { generation, threshold, holders } = await load(ctx.stub, 'shareSet', {
    versionId,
    kind: 'ledger',
    generation: 1,
  });
  return {
    ids: { suite, channel: manifest.channel, reportId, versionId, patient },
    envelope: { manifest, sealedMetadata },
    ...(wrap === undefined ? {} : { wrap }),
    ledgerShares: { generation, threshold, holders },
  };
}

/** The caller's own wrap; `undefined` when it is the organization's, which must then exist. */
async function wrapOf(
  ctx: LedgerContext,
  { actor, person }: PersonCaller,
  { versionId, basis, consent }: WrapName & { readonly consent: RecordOf<'consent'> | undefined },
): Promise<Wrap | undefined> {
  if (consent !== undefined) {
    refuseUnless(isGrantee(consent.grantee, person), 'FORBIDDEN', 'the wrap belongs to another holder');
    if ('organization' in consent.grantee) {
      const exists = consent.wraps.some((wrap) => wrap.versionId === versionId);
      refuseUnless(exists, 'NOT_FOUND', 'there is no such wrap');
      return undefined;
    }
  }
  const { keyVersion } = person;
  const { holder, sealed } = await load(ctx.stub, 'wrap', { versionId, basis, keyVersion });
  refuseUnless(holder === actor, 'FORBIDDEN', 'the wrap belongs to another holder');
  return { versionId, holder, basis, keyVersion, sealed };
}

/** A title is shown as long as a reading would be permitted for a purpose of the consent. */
async function refuseUnreadable(
  ctx: LedgerContext,
  { person }: PersonCaller,
  {
    proposal,
    consent,
  }: Readonly<{ proposal: RecordOf<'proposal'>; consent: RecordOf<'consent'> | undefined }>,
): Promise<void> {
  const { versionId, reportId, patient } = proposal;
  const decision = decideAccess({
    reader: person,
    report: await load(ctx.stub, 'report', { reportId }),
    version: await load(ctx.stub, 'version', { versionId }),
    proposal,
    preferences: await load(ctx.stub, 'patient', { patient }),
    purpose: consent?.purposes[0] ?? 'TREAT',
    consent,
    time: ctx.time,
  });
  if (decision.outcome === 'permit') return;
  const code = decision.reason === 'CONSENT_EXPIRED' ? 'EXPIRED' : 'NO_PERMISSION';
  throw new LedgerError(code, `the version may not be read (${decision.reason})`);
}
