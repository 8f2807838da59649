import type { AuditQuery, AuditQueryId } from '@medseal/ledger-model';
import { newFact } from '../../domain/ledger/act.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/** An auditor's question, as recorded on the ledger; the answer is as of its block. */
export interface RecordedQuery extends Committed {
  readonly auditQueryId: AuditQueryId;
  readonly asOfBlock: string;
}

/**
 * Records a question on the ledger, signed by the auditor. It may be answered only afterwards.
 * @throws {Failure} what the contract refuses, OUTCOME_UNKNOWN, or UNAVAILABLE while the block is not in the
 * projection.
 */
export async function recordAuditQuery(
  { ledger, projection }: Readonly<{ ledger: Ledger; projection: Projection }>,
  query: AuditQuery,
  session: OpenSession,
): Promise<RecordedQuery> {
  const name = 'RecordAuditQuery';
  const { actor } = session;
  const { salt, id: auditQueryId } = newFact('auditQuery', { function: name, actor: actor.name });
  const committed = await ledger.submit({ function: name, statement: { salt, query } }, actor);
  if (!(await projection.waitFor(committed.block)))
    throw new Failure('UNAVAILABLE', 'the query is recorded, but the lists lag behind', { retryAfter: 5 });
  return { auditQueryId, ...committed, asOfBlock: committed.block };
}
