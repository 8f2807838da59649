import type { AuditScope } from '../../domain/audit/audit-log.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/**
 * A regulator's auditor sees everything; a hospital's auditor sees what concerns the hospital's own patients and
 * staff.
 */
export async function auditScope(organizations: Organizations, { person }: OpenSession): Promise<AuditScope> {
  const { kind, mspId } = await organizations.byMspId(person.mspId);
  return kind === 'regulator' ? 'all' : { mspId };
}
