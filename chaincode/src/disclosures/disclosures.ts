import {
  decideAccess,
  disclosureWindow,
  factId,
  keyParts,
  LedgerError,
  type AccessQuestion,
  type Decision,
  type Purpose,
  type RecordKey,
  type RecordOf,
  type RecordType,
  type ReportId,
  type VersionId,
  type ConsentId,
} from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { find, load, type Content } from '../ledger/store.js';

/** What someone wants to read, why, and what they rely on. */
export interface ReadingRequest {
  readonly reader: RecordOf<'person'>;
  readonly report: ReportId;
  readonly version: VersionId;
  readonly purpose: Purpose;
  readonly consent?: ConsentId | undefined;
}

/** The current records that an access decision depends on. */
export interface ReadingFacts {
  readonly report: RecordOf<'report'>;
  readonly version: RecordOf<'version'>;
  readonly proposal: RecordOf<'proposal'>;
  readonly consent: RecordOf<'consent'> | undefined;
  readonly decision: Decision;
  /** Each record that was read, with the transaction that last wrote it. */
  readonly reads: RecordOf<'disclosure'>['reads'];
}

/**
 * Loads what the decision needs, each by its own key, and decides.
 * @throws {LedgerError} `NOT_FOUND` for an unknown report or version, or a version of another report.
 */
export async function decideReading(ctx: LedgerContext, request: ReadingRequest): Promise<ReadingFacts> {
  const { stub, time } = ctx;
  const { reader, purpose } = request;
  const report = await load(stub, 'report', { reportId: request.report });
  const version = await load(stub, 'version', { versionId: request.version });
  const proposal = await load(stub, 'proposal', { versionId: request.version });
  refuseUnless(proposal.reportId === report.reportId, 'NOT_FOUND', 'there is no such version of the report');
  const preferences = await load(stub, 'patient', { patient: report.patient });
  const consent =
    request.consent === undefined ? undefined : await find(stub, 'consent', { consentId: request.consent });
  const question: AccessQuestion = {
    reader,
    report,
    version,
    proposal,
    preferences,
    purpose,
    consent,
    time,
  };
  const reads = [
    readOf('person', reader),
    readOf('report', report),
    readOf('version', version),
    readOf('proposal', proposal),
    readOf('patient', preferences),
    ...(consent === undefined ? [] : [readOf('consent', consent)]),
  ];
  return { report, version, proposal, consent, decision: decideAccess(question), reads };
}

/** The record of a reading or a refusal; both are written under the same key. */
export function newDisclosure(
  act: VerifiedAct<'DiscloseReport'>,
  facts: ReadingFacts,
): Content<'disclosure'> {
  const { caller, statement } = act;
  const { decision, report, reads } = facts;
  const { person } = caller;
  return {
    disclosureId: factId('disclosure', { function: act.name, actor: caller.actor, salt: statement.salt }),
    patient: report.patient,
    reportId: report.reportId,
    versionId: statement.version,
    reader: caller.actor,
    mspId: person.mspId,
    keyVersion: person.keyVersion,
    purpose: statement.purpose,
    outcome: decision.outcome,
    ...(decision.outcome === 'permit' ? { basis: decision.basis } : { reason: decision.reason }),
    reads,
  };
}

/** A reading that is still permitted. */
export interface LiveReading {
  readonly disclosure: RecordOf<'disclosure'>;
  readonly reader: RecordOf<'person'>;
  readonly version: RecordOf<'version'>;
  readonly proposal: RecordOf<'proposal'>;
  /** The consent that permits it. */
  readonly consent: RecordOf<'consent'> | undefined;
}

/**
 * Decides again from the current records: a revocation between reading and release takes effect.
 * @throws {LedgerError} `NO_PERMISSION`, `EXPIRED`
 */
export async function decideAgain(
  ctx: LedgerContext,
  disclosure: RecordOf<'disclosure'>,
): Promise<LiveReading> {
  const { outcome, basis } = disclosure;
  refuseUnless(outcome === 'permit', 'NO_PERMISSION', 'the reading was refused');
  const age = Math.abs(Date.parse(ctx.time) - Date.parse(disclosure.at));
  refuseUnless(age <= disclosureWindow, 'EXPIRED', 'the reading is older than ten minutes');
  const reader = await load(ctx.stub, 'person', { pseudonym: disclosure.reader });
  refuseUnless(reader.keyVersion === disclosure.keyVersion, 'EXPIRED', 'the reader has had new keys since');
  const { decision, version, proposal, consent } = await decideReading(ctx, {
    reader,
    report: disclosure.reportId,
    version: disclosure.versionId,
    purpose: disclosure.purpose,
    consent: basis?.kind === 'consent' ? basis.id : undefined,
  });
  if (decision.outcome === 'refuse') {
    throw new LedgerError('NO_PERMISSION', `the reading is no longer permitted (${decision.reason})`);
  }
  return { disclosure, reader, version, proposal, consent };
}

function readOf<Type extends RecordType>(type: Type, record: RecordKey<Type> & { readonly tx: string }) {
  return { record: [type, ...keyParts[type](record)].join('/'), tx: record.tx };
}
