import { reportIdSchema, versionIdSchema, wrapBasisSchema } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { recognise } from '../acts/caller.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { readOpenable } from '../reports/version-answer.js';
import { purgeProposal } from '../envelopes/purge.js';
import { loadProposalFacts } from '../reports/proposals.js';
import { createWraps } from '../reports/record-wraps.js';
import { newReport } from '../reports/reports.js';
import { answer, argument, done } from './result.js';
import { createSets } from '../envelopes/share-sets.js';
import { requireCanSeeReport } from '../people/visibility.js';
import { create, load, replace } from '../ledger/store.js';
import {
  acceptProposal,
  loadAcceptFacts,
  rejectProposal,
  withdrawProposal,
  withdrawReport,
} from '../reports/proposal-decisions.js';

/** Reports and their versions: where the sealed bytes lie, and the envelope that binds them. */
export class ReportContract extends LedgerContract {
  constructor() {
    super('ReportContract');
  }

  /** A patient adds a report to their own record, accepted at once; or a doctor proposes one. */
  @Transaction()
  async ProposeReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'ProposeReport', header);
    const records = newReport(act, await loadProposalFacts(act));
    await create(act, 'version', records.version);
    await create(act, 'report', records.report);
    await create(act, 'proposal', records.proposal);
    await create(act, 'envelope', records.envelope);
    await createSets(act, records);
    await createWraps(act, records);
    return done(act);
  }

  /** A patient takes a proposal into the record, after opening it. */
  @Transaction()
  async AcceptReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'AcceptReport', header);
    const records = acceptProposal(act, await loadAcceptFacts(act));
    await replace(act, 'version', records.version);
    await replace(act, 'report', records.report);
    await replace(act, 'proposal', records.proposal);
    await createSets(act, records);
    await createWraps(act, records);
    return done(act);
  }

  /** A patient turns a proposal away; what could open it is purged. */
  @Transaction()
  async RejectReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RejectReport', header);
    const proposal = await load(ctx.stub, 'proposal', { versionId: act.statement.version });
    const author = await load(ctx.stub, 'person', { pseudonym: proposal.author });
    const version = await load(ctx.stub, 'version', proposal);
    await replace(act, 'proposal', rejectProposal(act, proposal, author));
    await replace(act, 'version', { ...version, state: 'rejected' });
    await purgeProposal(act, proposal);
    return done(act);
  }

  /** An author takes a proposal back; what could open it is purged. */
  @Transaction()
  async WithdrawProposal(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'WithdrawProposal', header);
    const proposal = await load(ctx.stub, 'proposal', { versionId: act.statement.version });
    const version = await load(ctx.stub, 'version', proposal);
    await replace(act, 'proposal', withdrawProposal(act, proposal));
    await replace(act, 'version', { ...version, state: 'withdrawn' });
    await purgeProposal(act, proposal);
    return done(act);
  }

  /** A patient takes a report out of the record. */
  @Transaction()
  async WithdrawReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'WithdrawReport', header);
    const report = await load(ctx.stub, 'report', { reportId: act.statement.report });
    await replace(act, 'report', withdrawReport(act, report));
    return done(act);
  }

  /** A report's class, state and versions. */
  @Transaction(false)
  async ReadReport(ctx: LedgerContext, reportId: string): Promise<string> {
    const caller = await recognise(ctx);
    const report = await load(ctx.stub, 'report', { reportId: argument(reportIdSchema, reportId) });
    requireCanSeeReport(caller, report);
    return answer(report);
  }

  /** Envelope, own wrap and ledger share set of a version: enough to open its metadata, and with the shares the report. */
  @Transaction(false)
  async ReadVersion(ctx: LedgerContext, versionId: string, basis: string): Promise<string> {
    const caller = await recognise(ctx);
    const key = { versionId: argument(versionIdSchema, versionId), basis: argument(wrapBasisSchema, basis) };
    return answer(await readOpenable(ctx, caller, key));
  }
}
