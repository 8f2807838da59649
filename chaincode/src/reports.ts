import {
  activeKey,
  digestOf,
  digestOfJson,
  thresholdOf,
  type Attachments,
  type RecordOf,
  type ShareKind,
  type ShareSet,
} from '@medseal/ledger-model';
import type { VerifiedAct } from './authenticate.js';
import { refuseUnless } from './refusal.js';
import type { Content } from './store.js';

type ProposeAct = VerifiedAct<'ProposeReport'>;
type Envelope = NonNullable<Attachments['envelope']>;

/** What a patient's proposal is judged against. */
export interface ProposalGround {
  readonly patient: RecordOf<'patient'>;
  /** Published records of the consortium's organizations, in the order of the consortium file. */
  readonly organizations: readonly RecordOf<'organization'>[];
}

/** All records that a proposal writes. */
export interface NewReport {
  readonly version: Content<'version'>;
  readonly report: Content<'report'>;
  readonly proposal: Content<'proposal'>;
  readonly envelope: Content<'envelope'>;
  readonly shareSets: readonly Content<'shareSet'>[];
  readonly shares: readonly Content<'share'>[];
  readonly wrap: Content<'wrap'>;
}

/**
 * The records of a report that a patient adds to the own record: it needs nobody's validation, so its first version is
 * accepted at once.
 * @throws {LedgerError} `FORBIDDEN`, `INVALID`
 */
export function newReport(act: ProposeAct, ground: ProposalGround): NewReport {
  const { statement, attachments, caller } = act;
  const { reportId, versionId, relation, location } = statement;
  refuseUnless(
    statement.patient === caller.actor,
    'FORBIDDEN',
    'only the patient may propose to the own record',
  );
  refuseForeignStore(act);
  refuseOtherManifest(act, attachments.envelope);
  refuseOtherShares(attachments.shares.sets, ground);
  const { manifest } = attachments.envelope;
  const patient = caller.actor;
  return {
    version: {
      versionId,
      locations: [location],
      ciphertextSha256: manifest.ciphertextSha256,
      suite: manifest.suite,
      manifest: statement.manifest,
      state: 'accepted',
    },
    report: {
      reportId,
      patient,
      class: statement.class,
      restricted: statement.restricted,
      state: 'active',
      versions: [{ versionId, number: 1, relation }],
    },
    proposal: {
      versionId,
      reportId,
      patient,
      author: patient,
      relation,
      size: manifest.size,
      state: 'accepted',
    },
    envelope: { versionId, ...attachments.envelope },
    shareSets: attachments.shares.sets.map(({ shares, ...set }) => ({
      ...set,
      versionId,
      maker: patient,
      holders: shares.map(({ mspId, keyVersion, commitment }) => ({ mspId, keyVersion, commitment })),
    })),
    shares: attachments.shares.sets.flatMap(({ kind, generation, shares }) =>
      shares.map((share) => ({ ...share, versionId, kind, generation })),
    ),
    wrap: ownWrap(act),
  };
}

/** A hospital keeps its own people's reports in its own store. */
function refuseForeignStore({ caller, statement }: ProposeAct): void {
  const own = statement.location.mspId === caller.organization.mspId;
  refuseUnless(
    own && caller.organization.kind === 'hospital',
    'INVALID',
    'the store is not of the own hospital',
  );
}

/** The manifest binds ciphertext, metadata and halves to exactly this channel, report, version and patient. */
function refuseOtherManifest({ ctx, statement }: ProposeAct, { manifest, sealedMetadata }: Envelope): void {
  refuseUnless(digestOfJson(manifest) === statement.manifest, 'INVALID', 'the manifest has another digest');
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
    'the sealed metadata has another digest',
  );
}

/** One ledger set always; an emergency set exactly when the patient deposits the emergency half. */
function refuseOtherShares(sets: readonly ShareSet[], { patient, organizations }: ProposalGround): void {
  const expected: ShareKind[] = patient.emergencyHalf ? ['ledger', 'emergency'] : ['ledger'];
  const kinds = sets.map(({ kind }) => kind);
  refuseUnless(
    kinds.join() === expected.join(),
    'INVALID',
    'these are not the share sets that the patient deposits',
  );
  for (const set of sets) refuseOtherHolders(set, organizations);
}

function refuseOtherHolders(set: ShareSet, organizations: ProposalGround['organizations']): void {
  refuseUnless(set.generation === 1, 'INVALID', 'a new share set is of generation 1');
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

/** Exactly one wrap: the patient's own. */
function ownWrap({ caller, statement, attachments }: ProposeAct): Content<'wrap'> {
  const [wrap, ...more] = attachments.wraps.wraps;
  refuseUnless(wrap !== undefined && more.length === 0, 'INVALID', 'there is one wrap, the patient’s own');
  const own =
    wrap.versionId === statement.versionId &&
    wrap.holder === caller.actor &&
    wrap.basis === 'own' &&
    wrap.keyVersion === caller.person.keyVersion;
  refuseUnless(own, 'INVALID', 'the wrap is not the patient’s own');
  return wrap;
}
