import { setImmediate } from 'node:timers/promises';
import type { AuditQuery, EventFilter, Pseudonym } from '@medseal/ledger-model';
import { expressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { AskedAbout } from '../domain/audit/audit-log.js';
import { answeringFilter, isAskedAbout } from '../domain/audit/audit-question.js';
import { conditions, type Joined } from './event-conditions.js';
import { type ProjectionTables, writesPerBlock } from './tables.js';

/** A question as its record version shows it. */
export interface RecordedQuestion {
  readonly sequence: number;
  readonly subject: string | null;
  readonly actor_msp: string | null;
  readonly json: string;
}

/** A question whose answer is searched. */
type Open = Readonly<{ sequence: number; mspId: string; filter: EventFilter }>;
type Chunk = Readonly<{ column: (typeof namedIn)[number]; before: number }>;

/** Columns in which an event names someone; each has an index. */
const namedIn = ['subject', 'actor', 'grantee', 'doctor'] as const;
/** Events of the person that one statement reads: with 20 questions this takes some ms, in which nothing else runs. */
const eventsAtOnce = 1_000;

/**
 * Sequences of the questions that name a person, or whose answer does. An answer is everything that matches the
 * question's filter, that the auditor may see, and that is in blocks up to the question's own. So questions and blocks
 * are enough: no list of the people whom an answer named is needed (docs/decisions/0156). Other work runs between
 * statements.
 */
export async function thoseAbout(
  database: Kysely<ProjectionTables>,
  asked: AskedAbout,
  questions: readonly RecordedQuestion[],
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const open: Open[] = [];
  for (const question of questions) {
    const { query } = JSON.parse(question.json) as { query: AuditQuery };
    if (question.subject === asked.person || isAskedAbout(query, asked.person)) found.add(question.sequence);
    else if (query.kind !== 'history')
      open.push({ ...question, mspId: question.actor_msp ?? '', filter: answeringFilter(query) });
    else if (await isOfVersion(database, { ...question, version: query.version }, asked.person))
      found.add(question.sequence);
  }
  for (const column of namedIn) await lookIn(database, asked, { column, open, found });
  return found;
}

/** A history shows who made each state of a version and its proposal; it also concerns the patient whose report it is. */
async function isOfVersion(
  database: Kysely<ProjectionTables>,
  question: Readonly<{ sequence: number; version: string }>,
  person: Pseudonym,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from record_versions as state
    where state.type in ('version', 'proposal') and state.parts = ${JSON.stringify([question.version])}
      and state.sequence < ${endOf(question)}
      and (state.patient = ${person} or json_extract(state.json, '$.by') = ${person})
    limit 1`.execute(database);
  return rows.length > 0;
}

/** Reads the events that name the person in one column, newest first, and notes questions whose answers have one. */
async function lookIn(
  database: Kysely<ProjectionTables>,
  asked: AskedAbout,
  { column, open, found }: Readonly<{ column: Chunk['column']; open: readonly Open[]; found: Set<number> }>,
): Promise<void> {
  let candidates = open.filter(({ filter }) => mayName(filter, column));
  let before: number | undefined = Math.max(0, ...candidates.map(endOf));
  while (before !== undefined) {
    candidates = candidates.filter(({ sequence }) => !found.has(sequence));
    if (candidates.length === 0) return;
    const { rows } = await answers(asked, { column, before }, candidates).execute(database);
    const row: Readonly<Record<string, number | null>> = rows[0] ?? {};
    for (const [place, { sequence }] of candidates.entries())
      if (row[`q${place.toString()}`] === 1) found.add(sequence);
    before = row['oldest'] ?? undefined;
    await setImmediate();
  }
}

/**
 * Can an event of the answer name this person in the column? A question about another patient rules out `subject`;
 * one about another person's acts rules out `actor`.
 */
function mayName({ patient, person }: EventFilter, column: Chunk['column']): boolean {
  if (column === 'subject') return patient === undefined;
  return column !== 'actor' || person === undefined;
}

/** One row: for each question whether its answer has one of these events, and where they end if there may be more. */
function answers(
  asked: AskedAbout,
  { column, before }: Chunk,
  open: readonly Open[],
): RawBuilder<Readonly<Record<string, number | null>>> {
  const hits = open.map(
    (question, place) =>
      sql`exists (select 1 from own as record_versions where ${isInAnswer(question, asked)})
        as ${sql.ref(`q${place.toString()}`)}`,
  );
  return sql`
    with own as materialized (
      select sequence, event, subject, actor, actor_msp, purposes, basis, outcome, at from record_versions
      where event is not null and ${sql.ref(column)} = ${asked.person} and sequence < ${before}
      order by sequence desc limit ${eventsAtOnce})
    select (select iif(count(*) = ${eventsAtOnce}, min(sequence), null) from own) as oldest, ${sql.join(hits)}`;
}

function isInAnswer(question: Open, { regulators }: AskedAbout): RawBuilder<unknown> {
  const builder = expressionBuilder<ProjectionTables, Joined>();
  const all = [
    sql`record_versions.sequence < ${endOf(question)}`,
    ...conditions(builder, question.filter),
    ...(question.filter.late === true ? [isLate] : []),
    ...(regulators.includes(question.mspId) ? [] : [isInSightOf(question.mspId)]),
  ];
  return sql.join(all, sql` and `);
}

const isLate = sql`exists (select 1 from writes join transactions using (block, position)
  where writes.sequence = record_versions.sequence and late = 1)`;

/** A hospital's auditors see what its people did, and what concerns its people. */
function isInSightOf(mspId: string): RawBuilder<unknown> {
  return sql`(record_versions.actor_msp = ${mspId} or ${mspId} = (
    select "mspId" from record_versions as person
    where person.type = 'person' and person.latest = 1 and person.parts = json_array(record_versions.subject)))`;
}

/** Place after the last write of the question's block. */
function endOf({ sequence }: Readonly<{ sequence: number }>): number {
  return (Math.floor(sequence / writesPerBlock) + 1) * writesPerBlock;
}
