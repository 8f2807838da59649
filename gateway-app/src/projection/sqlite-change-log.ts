import { type PersonRole, personRoleSchema, type RecordType } from '@medseal/ledger-model';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ChangeLog, RecordChange } from '../domain/changes.js';
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
  granteeRole: string | null;
  event: string | null;
}

/** What blocks changed, by one query however many blocks are asked for. */
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

/** Writes of a block lie side by side. */
function range(block: bigint): RawBuilder<unknown> {
  const first = Number(block) * writesPerBlock;
  return sql`sequence between ${first} and ${first + writesPerBlock - 1}`;
}

/** The versions themselves, and the grantees of living consents to what was written. */
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
      or instr(consent.json, written."reportId") > 0)`;
}

/** Kinds whose key is the pseudonym of whom they are about. */
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

/** Pseudonyms never look like an MSP id, so a person named here is no organization of anybody. */
function granteeOf({ grantee, holder, granteeRole }: Row): RecordChange['grantee'] {
  const organization = grantee ?? holder;
  if (organization === null) return undefined;
  const role = roleOf(granteeRole, holder);
  return role === undefined ? { organization } : { organization, role };
}

/** A wrap for an organization does not say for whom of it; doctors read there. */
function roleOf(granteeRole: string | null, holder: string | null): PersonRole | undefined {
  if (granteeRole !== null) return personRoleSchema.parse(granteeRole);
  return holder === null ? undefined : 'doctor';
}
