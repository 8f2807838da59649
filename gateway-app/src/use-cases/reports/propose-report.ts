import { type BoundIds, digestOfJson, type ReportClass } from '@medseal/ledger-model';
import {
  type Halves,
  sealEnvelope,
  type SealedEnvelope,
  type SealedReport,
  type WrapRecipient,
} from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../../domain/ledger/act.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { KeyedMutex } from '../../domain/shared/keyed-mutex.js';
import type { GranteeWraps } from '../consents/grantee-wraps.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import { shareHolders } from '../record/report-holders.js';
import type { UploadPlan } from './upload-plan.js';

/** A sealed report in the store that is to be recorded. */
export interface StoredReport {
  readonly plan: UploadPlan;
  readonly class: ReportClass;
  readonly restricted: boolean;
  readonly ids: BoundIds;
  readonly halves: Halves;
  readonly objectKey: string;
  readonly report: SealedReport;
}

/** What proposing needs. */
export interface ProposingParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly organizations: Organizations;
  readonly wraps: GranteeWraps;
  /** By patient. */
  readonly turns: KeyedMutex;
}

/**
 * Records a stored report on the ledger: a patient's own report is in the record at once, with wraps for everyone who
 * may read the whole record; a doctor's report waits for the patient.
 * @throws {Failure} what the contract refuses
 */
export async function proposeReport(
  parts: ProposingParts,
  stored: StoredReport,
  session: OpenSession,
): Promise<Committed> {
  // Simultaneous versions would add their wraps to the same consents: one after another, none of them loses the race.
  return await parts.turns.take(stored.ids.patient, () => submitProposal(parts, stored, session));
}

async function submitProposal(
  parts: ProposingParts,
  stored: StoredReport,
  session: OpenSession,
): Promise<Committed> {
  const { plan, ids, objectKey } = stored;
  const { envelope, shareSets, wraps } = await envelopeOf(parts, stored, session);
  const attachments = { envelope, shares: { sets: [...shareSets] }, wraps: { wraps: [...wraps] } };
  const statement = {
    salt: newSalt(),
    reportId: ids.reportId,
    versionId: ids.versionId,
    patient: ids.patient,
    class: stored.class,
    restricted: stored.restricted,
    relation: 'original' as const,
    ...(plan.basis !== undefined && { basis: plan.basis }),
    location: { mspId: session.person.mspId, objectKey },
    manifest: digestOfJson(envelope.manifest),
    attachments: attachmentDigests(attachments),
  };
  return await parts.ledger.submit({ function: 'ProposeReport', statement, attachments }, session.actor);
}

async function envelopeOf(
  parts: ProposingParts,
  stored: StoredReport,
  session: OpenSession,
): Promise<SealedEnvelope> {
  const { ids, halves, report, plan, restricted } = stored;
  const organizations = await parts.organizations.all();
  const isOwn = ids.patient === session.person.pseudonym;
  // Only the patient deposits the emergency half, never another author.
  const deposits = isOwn && (await parts.reads.preferences(ids.patient)).emergencyHalf;
  return await sealEnvelope({
    ids,
    halves,
    report,
    description: plan.description,
    ledgerHolders: shareHolders(organizations, 'ledger'),
    ...(deposits && { emergencyHolders: shareHolders(organizations, 'emergency') }),
    wraps: isOwn
      ? [
          wrapFor(session, 'own'),
          ...(await parts.wraps.recipientsOf({ reportId: ids.reportId, restricted }, session)),
        ]
      : [await patientsWrap(parts, ids), wrapFor(session, 'author')],
  });
}

function wrapFor(session: OpenSession, basis: 'own' | 'author'): WrapRecipient {
  const { person, actor, encapsulationKey } = session;
  return { holder: person.pseudonym, basis, keyVersion: actor.keyVersion, publicKey: encapsulationKey };
}

/** The patient's own wrap, under the key that the ledger has for the patient now. */
async function patientsWrap({ reads }: ProposingParts, { patient }: BoundIds): Promise<WrapRecipient> {
  const { keyVersion, encapsulationKey } = await reads.person(patient);
  const publicKey = Buffer.from(encapsulationKey, 'base64');
  return { holder: patient, basis: 'own', keyVersion, publicKey };
}
