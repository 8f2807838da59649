import type { RecordOf, RecordType } from '@medseal/ledger-model';
import type { Finding } from '../../domain/integrity/fsck.js';
import { goneStates } from '../../domain/ledger/block-feed.js';
import type { Projected, Projection } from '../../domain/ledger/projection.js';

const pageLength = 200;

/** Every record of a kind, page by page. */
export async function* everyRecord<Type extends RecordType>(
  projection: Projection,
  type: Type,
): AsyncGenerator<RecordOf<Type>> {
  let after: string | undefined;
  do {
    const page: Readonly<{ items: readonly Projected<Type>[]; next?: string }> = await projection.list(
      type,
      {},
      { limit: pageLength, ...(after !== undefined && { after }) },
    );
    for (const { record } of page.items) yield record;
    after = page.next;
  } while (after !== undefined);
}

/** Envelopes without a version that may still be opened, and wraps without anything that permits them. */
export async function* looseEnds(projection: Projection): AsyncGenerator<Finding> {
  for await (const { versionId } of everyRecord(projection, 'envelope'))
    if (!(await isOpenable(projection, versionId)))
      yield { kind: 'envelope-without-version', subject: versionId };
  for await (const wrap of everyRecord(projection, 'wrap'))
    if (!(await isPermitted(projection, wrap)))
      yield { kind: 'wrap-without-consent', subject: wrap.versionId };
}

async function isOpenable(projection: Projection, versionId: string): Promise<boolean> {
  const version = await projection.find('version', [versionId]);
  return version !== undefined && !goneStates.includes(version.record.state);
}

async function isPermitted(projection: Projection, wrap: RecordOf<'wrap'>): Promise<boolean> {
  if (wrap.basis === 'own' || wrap.basis === 'author') return await isOpenable(projection, wrap.versionId);
  const consent = await projection.find('consent', [wrap.basis]);
  return consent?.record.state === 'active';
}
