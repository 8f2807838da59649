import {
  covers,
  isExcluded,
  isGrantee,
  keyParts,
  type RecordKey,
  type RecordOf,
  type RecordType,
} from '@medseal/ledger-model';
import type {
  Page,
  PageRequest,
  Period,
  Projected,
  Projection,
  SharedReport,
  Sharing,
} from '../../src/domain/ledger/projection.js';

interface Row {
  readonly type: RecordType;
  readonly parts: string;
  readonly record: object;
}

/**
 * A projection in memory: it contains what a test puts in, newest first. Records need only the fields that are read.
 */
export class FakeProjection implements Projection {
  /** True if everything took effect long after its signed time. */
  late = false;
  #rows: Row[] = [];
  /** Every state that was put in, oldest first. */
  readonly #history: Row[] = [];

  /** Puts a record in, in place of the one with its key. */
  put<Type extends RecordType>(type: Type, record: RecordKey<Type> & Partial<RecordOf<Type>>): void {
    const parts = JSON.stringify(keyParts[type](record));
    this.#rows = this.#rows.filter((row) => row.type !== type || row.parts !== parts);
    this.#rows.unshift({ type, parts, record });
    this.#history.push({ type, parts, record });
  }

  /** Removes a record, as a purge on the ledger does. */
  purge(type: RecordType, parts: readonly string[]): void {
    this.#rows = this.#rows.filter((row) => row.type !== type || row.parts !== JSON.stringify(parts));
  }

  find<Type extends RecordType>(type: Type, parts: readonly string[]): Promise<Projected<Type> | undefined> {
    const found = this.#rows.find((row) => row.type === type && row.parts === JSON.stringify(parts));
    return Promise.resolve(found && this.#projected<Type>(found));
  }

  list<Type extends RecordType>(
    type: Type,
    where: Readonly<Record<string, string>>,
    { limit, after = '0' }: PageRequest,
    { from = '', to = '9999' }: Period = {},
  ): Promise<Page<Projected<Type>>> {
    const found = this.#rows.filter(
      ({ type: each, record }) => each === type && fits(record, where) && isWithin(record, from, to),
    );
    return Promise.resolve(
      paged(
        found.map((row) => this.#projected<Type>(row)),
        limit,
        after,
      ),
    );
  }

  /** By the rules of the ledger model, with which the one in SQLite is compared. */
  shared(sharing: Sharing, { limit, after = '0' }: PageRequest): Promise<Page<SharedReport>> {
    const found: SharedReport[] = [];
    const known = new Set<string>();
    for (const consent of this.#all('consent').filter((each) => isMeant(each, sharing)))
      for (const report of this.#all('report').filter((each) => isShared(each, consent))) {
        const each = 'giver' in sharing ? [report.reportId, consent.grantee] : report.reportId;
        if (known.has(JSON.stringify(each)) || this.#keepsOut(report, sharing)) continue;
        known.add(JSON.stringify(each));
        const row = { type: 'report' as const, parts: '', record: report };
        found.push({ report: this.#projected<'report'>(row), grantee: consent.grantee });
      }
    return Promise.resolve(paged(found, limit, after));
  }

  since(type: RecordType, parts: readonly string[], state?: string): Promise<string | undefined> {
    const states = this.#history
      .filter((row) => row.type === type && row.parts === JSON.stringify(parts))
      .map(({ record }) => record as { at?: string; state?: string });
    return Promise.resolve(states.find((each) => state === undefined || each.state === state)?.at);
  }

  #all<Type extends RecordType>(type: Type): RecordOf<Type>[] {
    return this.#rows.filter((row) => row.type === type).map(({ record }) => record as RecordOf<Type>);
  }

  #keepsOut({ patient, reportId }: RecordOf<'report'>, sharing: Sharing): boolean {
    const preferences = this.#all('patient').find((each) => each.patient === patient);
    return 'reader' in sharing && isExcluded(preferences?.exclusions ?? [], sharing.reader, reportId);
  }

  waitFor(): Promise<boolean> {
    return Promise.resolve(true);
  }

  height(): string {
    return '7';
  }

  #projected<Type extends RecordType>({ record }: Row): Projected<Type> {
    return {
      ...{ record: record as RecordOf<Type>, block: '7', transactionId: '0'.repeat(64) },
      late: this.late,
    };
  }
}

function paged<Item>(found: readonly Item[], limit: number, after: string): Page<Item> {
  const end = Number(after) + limit;
  const items = found.slice(Number(after), end);
  return end < found.length ? { items, next: String(end) } : { items };
}

function isMeant({ patient, grantee, permission }: RecordOf<'consent'>, sharing: Sharing): boolean {
  if (permission !== 'read') return false;
  return 'giver' in sharing ? patient === sharing.giver : isGrantee(grantee, sharing.reader);
}

function isShared(report: RecordOf<'report'>, { patient, scope }: RecordOf<'consent'>): boolean {
  return report.patient === patient && report.versions.length > 0 && covers(scope, report);
}

function fits(record: object, where: Readonly<Record<string, string>>): boolean {
  const { grantee } = record as { grantee?: { person?: string; organization?: string } };
  const flat: Readonly<Record<string, unknown>> = {
    ...record,
    ...(grantee !== undefined && { grantee: grantee.person ?? grantee.organization }),
  };
  return Object.entries(where).every(([name, value]) => flat[name] === value);
}

/** Records without a time are in every period. */
function isWithin({ at }: { at?: string }, from: string, to: string): boolean {
  return at === undefined || (from <= at && at < to);
}
