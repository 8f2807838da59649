import { factId } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { done } from './result.js';
import { create } from '../ledger/store.js';

/** What auditors search for. */
export class AuditContract extends LedgerContract {
  constructor() {
    super('AuditContract');
  }

  /** An auditor's question is recorded before it is answered. */
  @Transaction()
  async RecordAuditQuery(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RecordAuditQuery', header);
    const { caller, name, statement } = act;
    const auditQueryId = factId('auditQuery', { function: name, actor: caller.actor, salt: statement.salt });
    const { mspId } = caller.certificate;
    await create(act, 'auditQuery', { auditQueryId, auditor: caller.actor, mspId, query: statement.query });
    return done(act);
  }
}
