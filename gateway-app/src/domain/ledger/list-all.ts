import type { RecordType } from '@medseal/ledger-model';
import type { Projected, Projection } from './projection.js';

/** The most records that are read of a list that must be complete. */
const bound = 10_000;
const pageSize = 200;

/** All records of a list, newest first, page by page. @throws {RangeError} beyond 10000. */
export async function listAll<Type extends RecordType>(
  projection: Projection,
  type: Type,
  where: Readonly<Record<string, string>>,
): Promise<Projected<Type>[]> {
  const all: Projected<Type>[] = [];
  for (let after: string | undefined; ;) {
    const page = await projection.list(type, where, {
      limit: pageSize,
      ...(after !== undefined && { after }),
    });
    all.push(...page.items);
    if (page.next === undefined) return all;
    if (all.length >= bound) throw new RangeError('the list is too long');
    after = page.next;
  }
}
