import type { AuditScope } from '../../domain/audit-log.js';
import type { Organizations } from '../../domain/organizations.js';
import type { OpenSession } from '../../domain/sessions.js';

/** A regulator's auditor sees everything, a hospital's what concerns its own patients and its own staff. */
export async function auditScope(organizations: Organizations, { person }: OpenSession): Promise<AuditScope> {
  const { kind, mspId } = await organizations.byMspId(person.mspId);
  return kind === 'regulator' ? 'all' : { mspId };
}
