import {
  decideContribution,
  isActive,
  LedgerError,
  type RecordOf,
  type ShareKind,
  type Wrap,
} from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { extendedByAll, loadGranteeWraps, type GranteeWrap } from './record-wraps.js';
import { refuseUnless } from '../ledger/refusal.js';
import type { Organizations } from '../envelopes/share-sets.js';
import { find, load, loadAll, type Content } from '../ledger/store.js';

type ProposeAct = VerifiedAct<'ProposeReport'>;

/** What a proposal is checked against. */
export interface ProposalFacts {
  readonly patient: RecordOf<'person'>;
  readonly preferences: RecordOf<'patient'>;
  readonly organizations: Organizations;
  /** The assignment and the consent that a doctor relies on. */
  readonly assignment?: RecordOf<'assignment'> | undefined;
  readonly consent?: RecordOf<'consent'> | undefined;
  /** The patient's wraps for those who may read the whole record. */
  readonly granteeWraps: readonly GranteeWrap[];
}

/** How a report enters the ledger, which depends on who proposes it. */
interface Entry {
  readonly state: 'accepted' | 'proposed';
  /** Its share sets: only the patient deposits the emergency half. */
  readonly kinds: readonly ShareKind[];
  readonly wraps: readonly Content<'wrap'>[];
  readonly consents: readonly RecordOf<'consent'>[];
}

/**
 * Loads what a proposal is checked against, each record by its own key.
 * @throws {LedgerError} `NOT_FOUND`; `FORBIDDEN` for a patient who proposes to another's record
 */
export async function loadProposalFacts(act: ProposeAct): Promise<ProposalFacts> {
  const { ctx, caller, statement, attachments } = act;
  const { patient, basis } = statement;
  const own = patient === caller.actor;
  refuseUnless(own || caller.role === 'doctor', 'FORBIDDEN', 'patients propose only to their own record');
  return {
    preferences: await load(ctx.stub, 'patient', { patient }),
    patient: await load(ctx.stub, 'person', { pseudonym: patient }),
    organizations: await loadAll(ctx.stub, 'organization', ctx.settings.consortium.organizations),
    assignment: basis && (await find(ctx.stub, 'assignment', { assignmentId: basis.assignment })),
    consent: basis && (await find(ctx.stub, 'consent', { consentId: basis.consent })),
    granteeWraps: own ? await loadGranteeWraps(ctx, othersThan('own', attachments.wraps.wraps)) : [],
  };
}

/**
 * Checks who proposes a report, and the wraps that come with it.
 * @throws {LedgerError} `INVALID`, `NOT_ACTIVE`, `NOT_ASSIGNED`, `NO_PERMISSION`, `FORBIDDEN`, `EXPIRED`
 */
export function authorizeProposal(act: ProposeAct, facts: ProposalFacts): Entry {
  return act.statement.patient === act.caller.actor ? patientsEntry(act, facts) : doctorsEntry(act, facts);
}

/** The patient's own wrap, and one for each reader of the whole record whom the patient includes immediately. */
function patientsEntry(act: ProposeAct, { preferences, granteeWraps }: ProposalFacts): Entry {
  const { caller, statement, attachments } = act;
  const { versionId, reportId, restricted, basis } = statement;
  refuseUnless(basis === undefined, 'INVALID', 'the patient needs no basis');
  const own = onlyWrap(attachments.wraps.wraps, versionId, {
    basis: 'own',
    holder: caller.actor,
    keyVersion: caller.person.keyVersion,
  });
  const consents = extendedByAll(act, granteeWraps, { versionId, report: { reportId, restricted } });
  return {
    state: 'accepted',
    kinds: preferences.emergencyHalf ? ['ledger', 'emergency'] : ['ledger'],
    wraps: [own, ...granteeWraps.map(({ wrap }) => wrap)],
    consents,
  };
}

/** Exactly two wraps, for the patient and for the doctor. */
function doctorsEntry(act: ProposeAct, facts: ProposalFacts): Entry {
  const { ctx, caller, statement, attachments } = act;
  const { patient, preferences, assignment, consent } = facts;
  const { versionId, reportId, basis } = statement;
  refuseUnless(basis !== undefined, 'INVALID', 'a doctor must name an assignment and a consent');
  refuseUnless(isActive(patient, ctx.time), 'NOT_ACTIVE', 'the patient is not active');
  const refusal = decideContribution({
    doctor: caller.person,
    patient: statement.patient,
    reportId,
    preferences,
    assignment,
    consent,
    time: ctx.time,
  });
  if (refusal !== undefined) throw new LedgerError(refusal, 'the doctor may not propose to this record');
  const { wraps } = attachments.wraps;
  refuseUnless(wraps.length === 2, 'INVALID', 'there must be two wraps, the patient’s own and the author’s');
  const { keyVersion } = patient;
  const own = onlyWrap(wraps, versionId, { basis: 'own', holder: statement.patient, keyVersion });
  const author = onlyWrap(wraps, versionId, {
    basis: 'author',
    holder: caller.actor,
    keyVersion: caller.person.keyVersion,
  });
  return { state: 'proposed', kinds: ['ledger'], wraps: [own, author], consents: [] };
}

/** The one wrap under the basis `own` or `author`, for its due holder. */
function onlyWrap(
  wraps: readonly Wrap[],
  versionId: string,
  due: Pick<Wrap, 'basis' | 'holder' | 'keyVersion'>,
): Wrap {
  const [wrap, ...more] = wraps.filter(({ basis }) => basis === due.basis);
  refuseUnless(wrap !== undefined && more.length === 0, 'INVALID', `there must be one wrap ${due.basis}`);
  const fits =
    wrap.versionId === versionId && wrap.holder === due.holder && wrap.keyVersion === due.keyVersion;
  refuseUnless(fits, 'INVALID', `the wrap ${due.basis} is for someone else`);
  return wrap;
}

function othersThan(basis: Wrap['basis'], wraps: readonly Wrap[]): Wrap[] {
  return wraps.filter((wrap) => wrap.basis !== basis);
}
