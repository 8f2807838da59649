import { keyParts, type RecordKey, type RecordOf, type RecordType } from '@medseal/ledger-model';
import type { Page, PageRequest, Period, Projected, Projection } from '../../src/domain/projection.js';

interface Row {
  readonly type: RecordType;
  readonly parts: string;
  readonly record: object;
}

/** A projection in memory: what a test puts in is there, newest first. Records need only the fields that are read. */
export class FakeProjection implements Projection {
  #rows: Row[] = [];

  /** Puts a record in, in the place of the one with its key. */
  put<Type extends RecordType>(type: Type, record: RecordKey<Type> & Partial<RecordOf<Type>>): void {
    const parts = JSON.stringify(keyParts[type](record));
    this.#rows = this.#rows.filter((row) => row.type !== type || row.parts !== parts);
    this.#rows.unshift({ type, parts, record });
  }

  find<Type extends RecordType>(type: Type, parts: readonly string[]): Promise<Projected<Type> | undefined> {
    const found = this.#rows.find((row) => row.type === type && row.parts === JSON.stringify(parts));
    return Promise.resolve(found && projected<Type>(found));
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
    const end = Number(after) + limit;
    const items = found.slice(Number(after), end).map((row) => projected<Type>(row));
    return Promise.resolve(end < found.length ? { items, next: String(end) } : { items });
  }

  waitFor(): Promise<boolean> {
    return Promise.resolve(true);
  }

  height(): string {
    return '7';
  }
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

function projected<Type extends RecordType>({ record }: Row): Projected<Type> {
  return { record: record as RecordOf<Type>, block: '7', transactionId: '0'.repeat(64) };
}
