import { suite, type FetchAnswer, type RecordOf, type Release, type Wrap } from '@medseal/ledger-model';
import type { MachineCaller, PersonCaller, ServiceCaller } from '../acts/caller.js';
import type { LedgerContext } from '../ledger/context.js';
import { decideAgain } from './disclosures.js';
import { refuseUnless } from '../ledger/refusal.js';
import { load } from '../ledger/store.js';

type Caller = PersonCaller | MachineCaller;

/**
 * What a key agent needs to reseal for the reader: its organization's own share of the ledger half and, when the
 * reading relies on a consent to its organization, the organization's wrap of the patient half.
 * @throws {LedgerError} `FORBIDDEN`, `NO_PERMISSION`, `EXPIRED`, `NOT_FOUND`
 */
export async function readRelease(
  ctx: LedgerContext,
  caller: Caller,
  disclosure: RecordOf<'disclosure'>,
): Promise<Release> {
  refuseUnless(caller.kind === 'service', 'FORBIDDEN', 'only services release shares');
  const { reader, consent } = await decideAgain(ctx, disclosure);
  const { disclosureId, versionId, reportId, patient, tx, at } = disclosure;
  const { tlsRoot } = await load(ctx.stub, 'organization', { mspId: reader.mspId });
  const { pseudonym, mspId, keyVersion, encapsulationKey } = reader;
  const { manifest } = await load(ctx.stub, 'envelope', { versionId });
  const wrap = consent && (await ownWrap(ctx, caller, { consent, versionId }));
  return {
    disclosureId,
    recorded: { tx, at },
    ids: { suite, channel: ctx.stub.getChannelID(), reportId, versionId, patient },
    reader: { pseudonym, mspId, keyVersion, encapsulationKey, tlsRoot },
    shares: [await ownLedgerShare(ctx, caller, disclosure)],
    ...(wrap === undefined ? {} : { wrap }),
    patientHalfCommitment: manifest.patientHalfCommitment,
  };
}

/**
 * What a gateway needs to fetch or hand out the sealed bytes.
 * @throws {LedgerError} `FORBIDDEN`, `NO_PERMISSION`, `EXPIRED`, `NOT_FOUND`
 */
export async function readFetch(
  ctx: LedgerContext,
  caller: Caller,
  disclosure: RecordOf<'disclosure'>,
): Promise<FetchAnswer> {
  refuseUnless(caller.kind === 'service', 'FORBIDDEN', 'only services fetch sealed reports');
  const { reader, version, proposal } = await decideAgain(ctx, disclosure);
  const concerned = [reader.mspId, ...version.locations.map(({ mspId }) => mspId)].includes(caller.actor);
  refuseUnless(concerned, 'FORBIDDEN', 'the reading does not concern the organization');
  const { tlsRoot } = await load(ctx.stub, 'organization', { mspId: reader.mspId });
  return {
    disclosureId: disclosure.disclosureId,
    locations: [...version.locations],
    ciphertextSha256: version.ciphertextSha256,
    size: proposal.size,
    reader: { mspId: reader.mspId, tlsRoot },
  };
}

async function ownLedgerShare(
  ctx: LedgerContext,
  caller: ServiceCaller,
  { versionId }: Pick<RecordOf<'disclosure'>, 'versionId'>,
): Promise<Release['shares'][number]> {
  const set = { versionId, kind: 'ledger', generation: 1 } as const;
  const { holders } = await load(ctx.stub, 'shareSet', set);
  const holder = holders.find(({ mspId }) => mspId === caller.actor);
  refuseUnless(holder !== undefined, 'FORBIDDEN', 'the organization holds no share');
  const { mspId, keyVersion } = holder;
  const { kind, generation, commitment, sealed } = await load(ctx.stub, 'share', {
    ...set,
    mspId,
    keyVersion,
  });
  return { kind, generation, mspId, keyVersion, commitment, sealed };
}

/** The organization's newest wrap of a version, under a consent to this organization. */
async function ownWrap(
  ctx: LedgerContext,
  caller: ServiceCaller,
  { consent, versionId }: Pick<Wrap, 'versionId'> & { readonly consent: RecordOf<'consent'> },
): Promise<Wrap | undefined> {
  const { grantee, consentId: basis, wraps } = consent;
  if (!('organization' in grantee) || grantee.organization !== caller.actor) return undefined;
  const newest = wraps.findLast((wrap) => wrap.versionId === versionId);
  refuseUnless(newest !== undefined, 'NOT_FOUND', 'there is no such wrap');
  const { keyVersion } = newest;
  const { holder, sealed } = await load(ctx.stub, 'wrap', { versionId, basis, keyVersion });
  return { versionId, holder, basis, keyVersion, sealed };
}
