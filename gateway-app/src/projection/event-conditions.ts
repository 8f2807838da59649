import type { EventFilter } from '@medseal/ledger-model';
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { ProjectionTables } from './tables.js';

/** Tables in a search for events; `record_versions` may be an alias of something with its event columns. */
export type Joined = 'record_versions' | 'writes' | 'transactions';
export type Builder = ExpressionBuilder<ProjectionTables, Joined>;
export type Condition = ExpressionWrapper<ProjectionTables, Joined, SqlBool>;

/** A filter's conditions on the event itself; whether it is late is recorded with its transaction. */
export function conditions(builder: Builder, filter: EventFilter): Condition[] {
  const { kinds, patient, person, organization, purpose, basis, outcome, from, to } = filter;
  return [
    kinds && builder('event', 'in', kinds),
    patient && builder('subject', '=', patient),
    person && builder('actor', '=', person),
    organization && builder('actor_msp', '=', organization),
    purpose && sql<SqlBool>`instr(purposes, ${`|${purpose}|`}) > 0`,
    basis && builder('basis', '=', basis),
    outcome && builder('outcome', '=', outcome),
    from && builder('record_versions.at', '>=', from),
    to && builder('record_versions.at', '<', to),
  ].filter((condition) => condition !== undefined) as Condition[];
}
