import { digestOf, digestOfJson, type Attachments, type RecordOf } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { authorizeProposal, type ProposalFacts } from './proposals.js';
import { refuseUnless } from '../ledger/refusal.js';
import { refuseOtherSets, setRecords, type SetRecords } from '../envelopes/share-sets.js';
import type { Content } from '../ledger/store.js';

type ProposeAct = VerifiedAct<'ProposeReport'>;
type Envelope = NonNullable<Attachments['envelope']>;

/** All records that a proposal writes. */
export interface NewReport extends SetRecords {
  readonly version: Content<'version'>;
  readonly report: Content<'report'>;
  readonly proposal: Content<'proposal'>;
  readonly envelope: Content<'envelope'>;
  readonly wraps: readonly Content<'wrap'>[];
  /** The consents under which some of the wraps are made; they now list these wraps. */
  readonly consents: readonly RecordOf<'consent'>[];
}

/**
 * The records of a new report. What patients add to their own record needs no validation and is accepted at once; a
 * doctor's proposal waits for the patient.
 * @throws {LedgerError} `FORBIDDEN`, `INVALID`, `NOT_ACTIVE`, `NOT_ASSIGNED`, `NO_PERMISSION`, `EXPIRED`
 */
export function newReport(act: ProposeAct, facts: ProposalFacts): NewReport {
  const { statement, attachments, caller } = act;
  const { reportId, versionId, relation, location, patient } = statement;
  const { state, kinds, wraps, consents } = authorizeProposal(act, facts);
  refuseForeignStore(act);
  refuseOtherManifest(act, attachments.envelope);
  const { sets } = attachments.shares;
  refuseOtherSets(sets, kinds, facts.organizations);
  const { manifest } = attachments.envelope;
  const { ciphertextSha256, suite, size } = manifest;
  return {
    version: {
      versionId,
      locations: [location],
      ciphertextSha256,
      suite,
      manifest: statement.manifest,
      state,
    },
    report: {
      reportId,
      patient,
      class: statement.class,
      restricted: statement.restricted,
      state: 'active',
      versions: state === 'accepted' ? [{ versionId, number: 1, relation }] : [],
    },
    proposal: { versionId, reportId, patient, author: caller.actor, relation, size, state },
    envelope: { versionId, ...attachments.envelope },
    ...setRecords({ versionId, maker: caller.actor }, sets),
    wraps,
    consents,
  };
}

/** A hospital keeps its own people's reports in its own store. */
function refuseForeignStore({ caller, statement }: ProposeAct): void {
  const own = statement.location.mspId === caller.organization.mspId;
  refuseUnless(
    own && caller.organization.kind === 'hospital',
    'INVALID',
    'the store is not the hospital’s own',
  );
}

/** The manifest binds ciphertext, metadata and halves to exactly this channel, report, version and patient. */
function refuseOtherManifest({ ctx, statement }: ProposeAct, { manifest, sealedMetadata }: Envelope): void {
  refuseUnless(
    digestOfJson(manifest) === statement.manifest,
    'INVALID',
    'the manifest does not match its digest',
  );
  const bound =
    manifest.channel === ctx.stub.getChannelID() &&
    manifest.reportId === statement.reportId &&
    manifest.versionId === statement.versionId &&
    manifest.patient === statement.patient;
  refuseUnless(bound, 'INVALID', 'the manifest is bound to another report');
  const metadata = digestOf(Buffer.from(sealedMetadata, 'base64'));
  refuseUnless(
    metadata === manifest.sealedMetadataSha256,
    'INVALID',
    'the sealed metadata do not match their digest',
  );
}
