import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PageRequest, Sharing } from '../domain/ledger/projection.js';
import { parsePlace } from './cursor.js';
import type { ProjectionTables } from './tables.js';

/** A report under a consent, with its place in the list. */
export interface SharedRow {
  readonly json: string;
  readonly block: number;
  readonly transaction_id: string;
  readonly late: 0 | 1;
  /** Pseudonym, or MSP id of an organization. */
  readonly grantee: string;
  /** Of an organization's people. */
  readonly role: string | null;
  readonly place: number;
  readonly sequence: number;
  readonly granted: number;
}

/** Numbers that make a row's place: what changed last, the report, the consent. Together they are unique. */
export function placeOf({ place, sequence, granted }: SharedRow): readonly number[] {
  return [place, sequence, granted];
}

/** The rows of a page, and one more that shows whether there is a next page. */
export async function sharedRows(
  database: Kysely<ProjectionTables>,
  sharing: Sharing,
  page: PageRequest,
): Promise<readonly SharedRow[]> {
  const { rows } = await query(sharing, page).execute(database);
  return rows;
}

/**
 * Joins whole records by patient, and named reports by their keys (a cross join keeps SQLite to this order). Each
 * consent group is joined once, so a thousand consents to one record cost as much as one. `granted` is where the
 * newest of the consents was first written: revoking it moves nothing.
 */
function query(sharing: Sharing, { limit, after }: PageRequest): RawBuilder<SharedRow> {
  const each = 'giver' in sharing ? sql`, grantee, role` : sql``;
  return sql<SharedRow>`
    with consents as materialized (${consentsOf(sharing)}),
    kept as materialized (${keptFrom(sharing)}),
    covered as (
      select report.sequence, report.patient, report."reportId", whole.grantee, whole.role, whole.granted
      from (select patient, grantee, role, max(granted) as granted from consents
        where json_extract(json, '$.scope.all') = 1 group by patient${each}) as whole
      join record_versions as report
        on report.latest = 1 and report.reach = 'open' and report.patient = whole.patient
      union all
      select report.sequence, report.patient, report."reportId", consents.grantee, consents.role, consents.granted
      from consents cross join json_each(consents.json, '$.scope.reports') as named
      cross join record_versions as report on report.type = 'report' and report.latest = 1
        and report.parts = json_array(named.value) and report.patient = consents.patient
      where report.reach is not null
    ),
    shared as (
      select sequence, patient, "reportId", grantee, role, max(granted) as granted,
        max(max(granted), sequence) as place
      from covered group by sequence${each}
    ),
    page as materialized (
      select * from shared
      where not exists (select 1 from kept where kept.patient = shared.patient
          and (kept."reportId" is null or kept."reportId" = shared."reportId"))
        and ${beyond(after)}
      order by place desc, sequence desc, granted desc
      limit ${limit + 1}
    )
    select report.json, writes.block, writes.transaction_id, transactions.late,
      page.grantee, page.role, page.place, page.sequence, page.granted
    from page join record_versions as report on report.sequence = page.sequence
      join writes on writes.sequence = page.sequence
      join transactions using (block, position)
    order by page.place desc, page.sequence desc, page.granted desc`;
}

/** Consents to read. Those for an organization under older rules name no role, and are for doctors. */
function consentsOf(sharing: Sharing): RawBuilder<unknown> {
  const role = sql`case when json_extract(consent.json, '$.grantee.person') is null
    then coalesce(json_extract(consent.json, '$.grantee.role'), 'doctor') end`;
  return sql`
    select consent.patient, consent.grantee, consent.json, ${role} as role,
      (select min(first.sequence) from record_versions as first
        where first.type = 'consent' and first.parts = consent.parts) as granted
    from record_versions as consent
    where consent.type = 'consent' and consent.latest = 1
      and json_extract(consent.json, '$.permission') = 'read' and ${meant(sharing, role)}`;
}

/** Like `isGrantee` of the ledger model: a consent for the patients of an organization does not count. */
function meant(sharing: Sharing, role: RawBuilder<unknown>): RawBuilder<boolean> {
  if ('giver' in sharing) return sql`consent.patient = ${sharing.giver} and ${role} is not 'patient'`;
  const { reader } = sharing;
  const organization = reader.role === 'patient' ? null : reader.mspId;
  return sql`consent.grantee in (${reader.pseudonym}, ${organization})
    and (${role} is null or ${role} = ${reader.role})`;
}

/** Reports, or a whole record, from which patients exclude a reader, like `isExcluded` of the ledger model. */
function keptFrom(sharing: Sharing): RawBuilder<unknown> {
  if ('giver' in sharing) return sql`select null as patient, null as "reportId" where false`;
  const { pseudonym, mspId } = sharing.reader;
  return sql`
    select preferences.patient, named.value as "reportId"
    from (select distinct patient from consents) as givers
    cross join record_versions as preferences on preferences.type = 'patient' and preferences.latest = 1
      and preferences.parts = json_array(givers.patient)
    join json_each(preferences.json, '$.exclusions') as exclusion
    left join json_each(exclusion.value, '$.reports') as named
    where json_extract(exclusion.value, '$.who.person') = ${pseudonym}
      or json_extract(exclusion.value, '$.who.organization') = ${mspId}`;
}

function beyond(after: string | undefined): RawBuilder<boolean> {
  if (after === undefined) return sql`true`;
  const place = sql.join(parsePlace(after, 3));
  return sql`(place, sequence, granted) < (${place})`;
}
