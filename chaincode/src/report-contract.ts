import { reportIdSchema, versionIdSchema, wrapBasisSchema } from '@medseal/ledger-model';
import { authenticate } from './authenticate.js';
import { recognise } from './caller.js';
import { LedgerContext } from './context.js';
import { Transaction } from './contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { readOpenable } from './openable.js';
import { newReport } from './reports.js';
import { answer, argument, done } from './result.js';
import { refuseSightOfReport } from './sight.js';
import { create, load, loadAll } from './store.js';

/** Reports and their versions: where the sealed bytes lie, and the envelope that binds them. */
export class ReportContract extends LedgerContract {
  constructor() {
    super('ReportContract');
  }

  /** A patient adds a report to the own record; it is accepted at once. */
  @Transaction()
  async ProposeReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'ProposeReport', header);
    const patient = await load(ctx.stub, 'patient', { patient: act.caller.actor });
    const organizations = await loadAll(ctx.stub, 'organization', ctx.settings.consortium.organizations);
    const records = newReport(act, { patient, organizations });
    await create(act, 'version', records.version);
    await create(act, 'report', records.report);
    await create(act, 'proposal', records.proposal);
    await create(act, 'envelope', records.envelope);
    for (const shareSet of records.shareSets) await create(act, 'shareSet', shareSet);
    for (const share of records.shares) await create(act, 'share', share);
    await create(act, 'wrap', records.wrap);
    return done(act);
  }

  /** A report's class, state and versions. */
  @Transaction(false)
  async ReadReport(ctx: LedgerContext, reportId: string): Promise<string> {
    const caller = await recognise(ctx);
    const report = await load(ctx.stub, 'report', { reportId: argument(reportIdSchema, reportId) });
    refuseSightOfReport(caller, report);
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
