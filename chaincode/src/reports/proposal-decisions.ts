import type { RecordOf, SealedReason } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { extendedByAll, loadGranteeWraps, type GranteeWrap } from './record-wraps.js';
import { refuseUnless } from '../ledger/refusal.js';
import { refuseOtherSets, setRecords, type Organizations, type SetRecords } from '../envelopes/share-sets.js';
import { find, load, loadAll, type Content } from '../ledger/store.js';

type AcceptAct = VerifiedAct<'AcceptReport'>;
type Proposal = RecordOf<'proposal'>;

/** What an acceptance is checked against. */
export interface AcceptFacts {
  readonly proposal: Proposal;
  readonly version: RecordOf<'version'>;
  readonly report: RecordOf<'report'>;
  readonly preferences: RecordOf<'patient'>;
  readonly organizations: Organizations;
  /** What the patient names as their own opening of the version. */
  readonly opening: RecordOf<'disclosure'> | undefined;
  readonly granteeWraps: readonly GranteeWrap[];
}

/** All records that an acceptance writes. */
export interface Acceptance extends SetRecords {
  readonly version: RecordOf<'version'>;
  readonly proposal: Proposal;
  readonly report: RecordOf<'report'>;
  readonly wraps: readonly Content<'wrap'>[];
  readonly consents: readonly RecordOf<'consent'>[];
}

/**
 * Loads what an acceptance is checked against, each record by its own key.
 * @throws {LedgerError} `NOT_FOUND`, `FORBIDDEN`, `CONFLICT`
 */
export async function loadAcceptFacts(act: AcceptAct): Promise<AcceptFacts> {
  const { ctx, caller, statement, attachments } = act;
  const proposal = await load(ctx.stub, 'proposal', { versionId: statement.version });
  refuseDecided(act, proposal);
  return {
    proposal,
    version: await load(ctx.stub, 'version', { versionId: statement.version }),
    report: await load(ctx.stub, 'report', { reportId: proposal.reportId }),
    preferences: await load(ctx.stub, 'patient', { patient: caller.actor }),
    organizations: await loadAll(ctx.stub, 'organization', ctx.settings.consortium.organizations),
    opening: await find(ctx.stub, 'disclosure', { disclosureId: statement.disclosure }),
    granteeWraps: await loadGranteeWraps(ctx, attachments.wraps?.wraps ?? []),
  };
}

/**
 * A proposed version enters the record after its patient has opened it.
 * @throws {LedgerError} `NOT_ACTIVE`, `NO_PERMISSION`, `INVALID`, `FORBIDDEN`, `EXPIRED`
 */
export function acceptProposal(act: AcceptAct, facts: AcceptFacts): Acceptance {
  const { caller, statement, attachments } = act;
  const { proposal, version, report, preferences, granteeWraps } = facts;
  const { versionId, relation } = proposal;
  refuseUnless(report.state === 'active', 'NOT_ACTIVE', 'the report is not active');
  refuseUnopened(act, facts.opening);
  refuseOutsiders(act);
  const sets = attachments.shares?.sets ?? [];
  refuseOtherSets(sets, preferences.emergencyHalf ? ['emergency'] : [], facts.organizations);
  const number = report.versions.length + 1;
  return {
    version: { ...version, state: 'accepted' },
    proposal: { ...proposal, state: 'accepted', unverified: statement.unverified },
    report: { ...report, versions: [...report.versions, { versionId, number, relation }] },
    ...setRecords({ versionId, maker: caller.actor }, sets),
    wraps: granteeWraps.map(({ wrap }) => wrap),
    consents: extendedByAll(act, granteeWraps, { versionId, report }),
  };
}

/**
 * A proposal that its patient rejects; the reason is only for its author.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`, `INVALID`
 */
export function rejectProposal(
  act: VerifiedAct<'RejectReport'>,
  proposal: Proposal,
  author: RecordOf<'person'>,
): Proposal {
  refuseDecided(act, proposal);
  const { reason } = act.attachments;
  if (reason !== undefined) refuseOtherReader(reason, author);
  return { ...proposal, state: 'rejected', ...(reason === undefined ? {} : { reason }) };
}

/**
 * A proposal that its author withdraws.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function withdrawProposal(act: VerifiedAct<'WithdrawProposal'>, proposal: Proposal): Proposal {
  refuseUnless(proposal.author === act.caller.actor, 'FORBIDDEN', 'only the author withdraws a proposal');
  refuseUnless(proposal.state === 'proposed', 'CONFLICT', 'the proposal is already decided');
  return { ...proposal, state: 'withdrawn' };
}

/**
 * A report that its patient withdraws from the record: it can no longer be read.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function withdrawReport(
  act: VerifiedAct<'WithdrawReport'>,
  report: RecordOf<'report'>,
): RecordOf<'report'> {
  refuseUnless(report.patient === act.caller.actor, 'FORBIDDEN', 'only the patient withdraws a report');
  refuseUnless(report.state === 'active', 'CONFLICT', 'the report is already withdrawn');
  return { ...report, state: 'withdrawn' };
}

/** Only the first decision on a proposal counts. */
function refuseDecided(act: VerifiedAct<'AcceptReport' | 'RejectReport'>, proposal: Proposal): void {
  refuseUnless(proposal.patient === act.caller.actor, 'FORBIDDEN', 'only the patient decides on a proposal');
  refuseUnless(proposal.state === 'proposed', 'CONFLICT', 'the proposal is already decided');
}

function refuseUnopened({ caller, statement }: AcceptAct, opening: RecordOf<'disclosure'> | undefined): void {
  const opened =
    opening?.versionId === statement.version &&
    opening.reader === caller.actor &&
    opening.outcome === 'permit' &&
    opening.basis?.kind === 'own';
  refuseUnless(opened, 'NO_PERMISSION', 'the patient has not opened the version');
}

function refuseOutsiders({ ctx, statement }: AcceptAct): void {
  const { unverified } = statement;
  const members = ctx.settings.consortium.organizations.map(({ mspId }) => mspId);
  const known = unverified.every((mspId) => members.includes(mspId));
  const once = new Set(unverified).size === unverified.length;
  refuseUnless(known && once, 'INVALID', 'the unverified organizations are unknown or listed twice');
}

function refuseOtherReader({ holder, keyVersion }: SealedReason, author: RecordOf<'person'>): void {
  const fits = holder === author.pseudonym && keyVersion === author.keyVersion;
  refuseUnless(fits, 'INVALID', 'the reason is not sealed to the author');
}
