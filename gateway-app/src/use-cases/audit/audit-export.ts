import { csvLine } from '../../domain/shared/csv.js';
import { type AuditItem, factNames } from './audit-items.js';

/** The format of an export. */
export type ExportFormat = 'csv' | 'ndjson';

/** Columns of the CSV form, in order, with the value of each; what an event lacks is empty. */
const columns: readonly (readonly [name: string, value: (item: AuditItem) => string | undefined])[] = [
  ['kind', ({ kind }) => kind],
  ['at', ({ at }) => at],
  ['actorId', ({ actor }) => actor.personId],
  ['actorOrganization', ({ actor }) => actor.organization],
  ['subjectId', ({ subject }) => subject?.personId],
  ['subjectOrganization', ({ subject }) => subject?.organization],
  ['granteeId', ({ grantee }) => grantee?.personId],
  ['granteeOrganization', ({ grantee }) => grantee?.organization],
  ['purposes', ({ purposes }) => purposes?.join(' ')],
  ['basis', ({ basis }) => basis?.kind],
  ['basisId', ({ basis }) => basis?.id],
  ...factNames.map((name) => [name, (item: AuditItem) => item[name]] as const),
  ['function', (item) => item.function],
  ['transactionId', ({ transactionId }) => transactionId],
  ['block', ({ block }) => block],
  ['late', ({ late }) => String(late)],
];

/** Writes events line by line as they come: CSV with a heading, or one JSON object per line. */
export async function* writeExport(
  format: ExportFormat,
  items: AsyncIterable<AuditItem>,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns.map(([name]) => name));
  for await (const item of items)
    yield format === 'csv'
      ? csvLine(columns.map(([, value]) => value(item) ?? ''))
      : `${JSON.stringify(item)}\n`;
}
