import { factId, isActive, type ConsentId, type RecordOf } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import type { ConsentTerms } from '../consents/consents.js';
import { refuseUnless } from '../ledger/refusal.js';
import { find, load, type Content } from '../ledger/store.js';

type AskAct = VerifiedAct<'RequestPermission'>;
type DecideAct = VerifiedAct<'DecideRequest'>;
type Request = RecordOf<'request'>;

const day = 86_400_000;

/** What a request is checked against. */
export interface RequestFacts {
  readonly patient: RecordOf<'person'>;
  /** The doctor whom the permission is for. */
  readonly grantee: RecordOf<'person'>;
  /** The named reports; those that do not exist are left out. */
  readonly reports: readonly RecordOf<'report'>[];
}

/** @throws {LedgerError} `NOT_FOUND` */
export async function loadRequestFacts({ ctx, caller, statement }: AskAct): Promise<RequestFacts> {
  const { patient, reports = [] } = statement;
  await load(ctx.stub, 'patient', { patient });
  const found: RecordOf<'report'>[] = [];
  for (const reportId of reports) {
    const report = await find(ctx.stub, 'report', { reportId });
    if (report !== undefined) found.push(report);
  }
  return {
    patient: await load(ctx.stub, 'person', { pseudonym: patient }),
    grantee: await load(ctx.stub, 'person', { pseudonym: statement.for ?? caller.actor }),
    reports: found,
  };
}

/**
 * A doctor asks a patient to permit something, for themselves or for another doctor.
 * @throws {LedgerError} `NOT_ACTIVE`, `INVALID`, `NOT_FOUND`, `EXPIRED`
 */
export function newRequest(act: AskAct, facts: RequestFacts): Content<'request'> {
  const { ctx, caller, statement, name } = act;
  const { patient, grantee } = facts;
  refuseUnless(isActive(patient, ctx.time), 'NOT_ACTIVE', 'the patient is not active');
  refuseUnless(grantee.role === 'doctor', 'INVALID', 'permissions are only for doctors');
  refuseUnless(isActive(grantee, ctx.time), 'NOT_ACTIVE', 'the doctor is not active');
  refuseOtherReports(act, facts);
  refusePeriod(act);
  const { salt, permission, purpose, until, reports } = statement;
  return {
    requestId: factId('request', { function: name, actor: caller.actor, salt }),
    patient: patient.pseudonym,
    doctor: caller.actor,
    grantee: { person: grantee.pseudonym },
    permission,
    purpose,
    until,
    ...(reports === undefined ? {} : { reports }),
    state: 'pending',
  };
}

/**
 * A request that its doctor withdraws.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function withdrawnRequest({ caller }: VerifiedAct<'WithdrawRequest'>, request: Request): Request {
  refuseUnless(request.doctor === caller.actor, 'FORBIDDEN', 'only the doctor who asked withdraws a request');
  refuseUnless(request.state === 'pending', 'CONFLICT', 'the request is already decided');
  return { ...request, state: 'withdrawn' };
}

/**
 * What the patient permits on a request: what was requested, from now on, perhaps for a shorter time; `undefined` when
 * the patient refuses.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`, `EXPIRED`, `INVALID`
 */
export function grantedTerms(act: DecideAct, request: Request): ConsentTerms | undefined {
  const { ctx, caller, statement, attachments } = act;
  refuseUnless(request.patient === caller.actor, 'FORBIDDEN', 'only the patient decides on a request');
  refuseUnless(request.state === 'pending', 'CONFLICT', 'the request is already decided');
  if (statement.decision === 'refuse') {
    const bare = statement.until === undefined && attachments.wraps === undefined;
    refuseUnless(bare, 'INVALID', 'a refusal has neither end nor wraps');
    return undefined;
  }
  const until = statement.until ?? request.until;
  refuseUnless(until <= request.until, 'INVALID', 'the permission is longer than requested');
  refuseUnless(ctx.time < until, 'EXPIRED', 'the requested period has ended');
  return {
    grantee: request.grantee,
    permission: request.permission,
    purposes: [request.purpose],
    scope: request.reports === undefined ? { all: true } : { reports: request.reports },
    from: ctx.time,
    until,
  };
}

/** The request with the patient's decision; a grant names the consent that it made. */
export function decidedRequest(request: Request, consentId: ConsentId | undefined): Request {
  return consentId === undefined
    ? { ...request, state: 'refused' }
    : { ...request, state: 'granted', consentId };
}

/** Unknown reports and other patients' reports get the same answer. */
function refuseOtherReports({ statement }: AskAct, { patient, reports }: RequestFacts): void {
  const { reports: named, permission } = statement;
  if (named === undefined) return;
  refuseUnless(permission === 'read', 'INVALID', 'a permission to contribute must be for the whole record');
  const theirs = reports.filter((report) => report.patient === patient.pseudonym);
  refuseUnless(theirs.length === named.length, 'NOT_FOUND', 'there is no such report of the patient');
}

function refusePeriod({ ctx, statement }: AskAct): void {
  const length = Date.parse(statement.until) - Date.parse(ctx.time);
  refuseUnless(length > 0, 'EXPIRED', 'the permission would already have ended');
  const longest = ctx.settings.consortium.settings.longestConsentDays * day;
  refuseUnless(length <= longest, 'INVALID', 'the permission would last too long');
}
