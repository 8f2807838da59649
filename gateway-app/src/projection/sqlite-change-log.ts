import type { RecordType } from '@medseal/ledger-model';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ChangeLog, RecordChange } from '../domain/ledger/changes.js';
import { type ProjectionTables, writesPerBlock } from './tables.js';

interface Row {
  type: RecordType;
  parts: string;
  patient: string | null;
  author: string | null;
  doctor: string | null;
  reader: string | null;
  grantee: string | null;
  holder: string | null;
  personId: string | null;
  subject: string | null;
  mspId: string | null;
  granteeRole: NonNullable<RecordChange['grantee']>['role'] | null;
  event: string | null;
}

/** What blocks changed, from one query for any number of blocks. */
export class SqliteChangeLog implements ChangeLog {
  readonly #database: Kysely<ProjectionTables>;

  constructor(database: Kysely<ProjectionTables>) {
    this.#database = database;
  }

  async changesIn(blocks: readonly bigint[]): Promise<readonly RecordChange[]> {
    const { rows } = await changes(sql.join(blocks.map(range), sql` or `)).execute(this.#database);
    return rows.map(toChange);
  }
}

/** Writes of a block have adjacent sequences. */
function range(block: bigint): RawBuilder<unknown> {
  const first = Number(block) * writesPerBlock;
  return sql`sequence between ${first} and ${first + writesPerBlock - 1}`;
}

/**
 * The versions themselves, and the other people whose lists of reports show the change. If a report or preferences
 * changed, these are the grantees of active consents and the authors of versions. If a person changed, they are the
 * patients who share with that person.
 */
function changes(inBlocks: RawBuilder<unknown>): RawBuilder<Row> {
  return sql<Row>`
    select type, parts, patient, author, doctor, reader, grantee, holder, "personId", subject, "mspId",
      json_extract(json, '$.grantee.role') as "granteeRole", event
    from record_versions where ${inBlocks}
    union all
    select 'report', '[]', null, null, null, null, consent.grantee, null, null, null, null,
      json_extract(consent.json, '$.grantee.role'), null
    from record_versions as consent
    join (select type, patient, "reportId" from record_versions
      where type in ('report', 'patient') and (${inBlocks})) as written on written.patient = consent.patient
    where consent.type = 'consent' and consent.latest = 1 and consent.state = 'active' and (
      written.type = 'patient' or json_extract(consent.json, '$.scope.all') = 1
      or instr(consent.json, written."reportId") > 0)
    union all
    select 'report', '[]', null, proposal.author, null, null, null, null, null, null, null, null, null
    from record_versions as proposal
    join (select type, patient, "reportId" from record_versions
      where type in ('report', 'patient') and (${inBlocks})) as written on written.patient = proposal.patient
    where proposal.type = 'proposal' and proposal.latest = 1
      and (written.type = 'patient' or written."reportId" = proposal."reportId")
    union all
    select 'report', '[]', consent.patient, null, null, null, null, null, null, null, null, null, null
    from record_versions as consent
    join (select json_extract(parts, '$[0]') as person from record_versions
      where type = 'person' and (${inBlocks})) as written on written.person = consent.grantee
    where consent.type = 'consent' and consent.latest = 1 and consent.state = 'active'`;
}

/** Types whose key is the pseudonym of the person they are about. */
const keyedByPerson: readonly RecordType[] = ['person', 'profile'];

function toChange(row: Row): RecordChange {
  const { type, patient, author, doctor, reader, grantee, holder, personId, subject } = row;
  const own = keyedByPerson.includes(type) ? (JSON.parse(row.parts) as string[]) : [];
  const named = [patient, author, doctor, reader, grantee, holder, personId, subject, ...own];
  return {
    type,
    people: named.filter((name) => name !== null),
    mspId: row.mspId ?? undefined,
    grantee: granteeOf(row),
    isEvent: row.event !== null,
  };
}

/**
 * A wrap for an organization does not name a role, and neither does a consent under older rules: both are for doctors.
 * Pseudonyms never look like an MSP id, so a person named here is not taken for an organization.
 */
function granteeOf({ grantee, holder, granteeRole }: Row): RecordChange['grantee'] {
  const organization = grantee ?? holder;
  return organization === null ? undefined : { organization, role: granteeRole ?? 'doctor' };
}
