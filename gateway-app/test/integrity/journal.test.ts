import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import type { IntendedObject, SignedAct } from '../../src/domain/ledger/journal.js';

let database: Database;
let journal: SqliteJournal;

beforeEach(() => {
  database = openDatabase(':memory:');
  journal = new SqliteJournal(database);
});

/** A later run of the gateway: the same table, nothing live. */
const restarted = (): SqliteJournal => new SqliteJournal(database);

function object(objectKey = 'aa/1'): IntendedObject {
  return {
    objectKey,
    uploadId: randomBytes(16).toString('hex'),
    actor: 'nym_a',
    reportId: encodeId('report', randomBytes(16)),
    versionId: encodeId('version', randomBytes(16)),
  };
}

function act(transactionId: string, objectKey?: string): SignedAct {
  return {
    transactionId,
    function: 'ProposeReport',
    actor: 'nym_a',
    bytes: Buffer.from(transactionId),
    height: 7,
    certificateUntil: '2026-11-24T18:00:00.000Z',
    ...(objectKey !== undefined && { objectKey }),
  };
}

describe('an object', () => {
  test('that nothing names may be removed, and is then forgotten', async () => {
    await journal.forObjects.intend(object());
    expect(await restarted().objects()).toMatchObject([{ objectKey: 'aa/1', step: 'storing' }]);
    expect(await journal.beginRemoval('aa/1')).toBe(true);
    await journal.removed('aa/1');
    expect(await journal.figures()).toEqual({ acts: 0, objects: 0 });
  });

  test('that a signed act names is never removed', async () => {
    await journal.forObjects.intend(object());
    await journal.forActs.signed(act('t1', 'aa/1'));
    expect(await journal.beginRemoval('aa/1')).toBe(false);
  });

  test('whose act is in a block is recorded for good', async () => {
    const intended = object();
    await journal.forObjects.intend(intended);
    await journal.forActs.signed(act('t1', 'aa/1'));
    await journal.forActs.settle('t1', 'valid');
    expect(await journal.beginRemoval('aa/1')).toBe(false);
    expect(await restarted().objects()).toEqual([]);
    expect(await journal.forObjects.byUpload(intended.uploadId, 'nym_a')).toMatchObject({ step: 'recorded' });
    expect(await journal.forObjects.byUpload(intended.uploadId, 'nym_b')).toBeUndefined();
  });

  test('may be named by a second act after the first lost its race, and is removed when the second is refused too', async () => {
    await journal.forObjects.intend(object());
    await journal.forActs.signed(act('t1', 'aa/1'));
    await journal.forActs.settle('t1', 'invalid');
    await journal.forActs.signed(act('t2', 'aa/1'));
    expect(await journal.beginRemoval('aa/1')).toBe(false);
    await journal.forActs.settle('t2', 'refused');
    expect(await journal.beginRemoval('aa/1')).toBe(true);
  });

  test('is given up only when nothing submitted can record it', async () => {
    const intended = object();
    await journal.forObjects.intend(intended);
    await journal.forActs.signed(act('t1', 'aa/1'));
    expect(await journal.forObjects.forgo('aa/1')).toBe(false);
    expect(await journal.forObjects.byUpload(intended.uploadId, 'nym_a')).toMatchObject({
      step: 'submitted',
    });
    await journal.forActs.settle('t1', 'refused');
    expect(await journal.forObjects.forgo('aa/1')).toBe(true);
    expect(await journal.forObjects.byUpload(intended.uploadId, 'nym_a')).toBeUndefined();
    expect(await journal.beginRemoval('aa/1')).toBe(true);
  });

  test('that is recorded is never given up', async () => {
    await journal.forObjects.intend(object());
    await journal.forActs.signed(act('t1', 'aa/1'));
    await journal.forActs.settle('t1', 'valid');
    expect(await journal.forObjects.forgo('aa/1')).toBe(false);
  });

  test('that is being removed cannot be named by an act: the act is not submitted', async () => {
    await journal.forObjects.intend(object());
    await journal.beginRemoval('aa/1');
    await expect(journal.forActs.signed(act('t1', 'aa/1'))).rejects.toThrow();
    expect(await restarted().acts()).toEqual([]);
  });

  test('of a running upload is left alone', async () => {
    await journal.forObjects.intend(object());
    expect(await journal.objects()).toEqual([]);
    journal.forObjects.leave('aa/1');
    expect(await journal.objects()).toHaveLength(1);
  });
});

describe('an act', () => {
  test('keeps its bytes until its outcome is known, even across restarts', async () => {
    await journal.forActs.signed(act('t1'));
    expect(await journal.acts()).toEqual([]);
    const [found] = await restarted().acts();
    expect(Buffer.from(found?.bytes ?? [])).toEqual(Buffer.from('t1'));
    await journal.forActs.settle('t1', 'valid');
    expect(await restarted().acts()).toEqual([]);
  });

  test('that is undone keeps no bytes, still answers callers, and frees its object', async () => {
    await journal.forObjects.intend(object());
    await journal.forActs.signed(act('t1', 'aa/1'));
    await journal.undo('t1');
    expect(await journal.actStep('t1')).toBe('undone');
    expect(await journal.beginRemoval('aa/1')).toBe(true);
    const row = await database.selectFrom('journalAct').select('bytes').executeTakeFirstOrThrow();
    expect(row.bytes).toBeNull();
  });
});

test('removals of ended proposals are noted once', async () => {
  await journal.noteRemoval('aa/1');
  await journal.noteRemoval('aa/1');
  expect(await journal.notYetRemoved(['aa/1', 'bb/2'])).toEqual(['bb/2']);
});
