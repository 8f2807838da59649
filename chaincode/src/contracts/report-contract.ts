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

/** Reports and their versions: where the sealed bytes are, and the envelope that binds them. */
export class ReportContract extends LedgerContract {
  constructor() {
    super('ReportContract');
  }

  /** A patient adds a report to their own record, which is accepted at once, or a doctor proposes one. */
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

  /** A patient accepts a proposal into the record after opening it. */
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

  /** A patient rejects a proposal; whatever could open it is purged. */
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

  /** An author withdraws a proposal; whatever could open it is purged. */
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

  /** A patient withdraws a report from the record. */
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

  /** A version's envelope, own wrap and ledger share set: they open its metadata and, with the shares, the report. */
  @Transaction(false)
  async ReadVersion(ctx: LedgerContext, versionId: string, basis: string): Promise<string> {
    const caller = await recognise(ctx);
    const key = { versionId: argument(versionIdSchema, versionId), basis: argument(wrapBasisSchema, basis) };
    return answer(await readOpenable(ctx, caller, key));
  }
}
