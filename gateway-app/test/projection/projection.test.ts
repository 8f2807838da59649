import { readFileSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import type { Period } from '../../src/domain/ledger/projection.js';
import { BrokenChain } from '../../src/projection/apply-block.js';
import { askForRebuild } from '../../src/projection/database.js';
import { digestProjection } from '../../src/projection/projection-digest.js';
import { newId, TestChain, type TestWrite, version, withoutPrivateData } from '../support/blocks.js';
import { projectionOf, projectionPath } from '../support/projection-file.js';

function secret(patient: string, word: string): TestWrite {
  const statement = { word };
  const made = { function: 'RegisterPerson', tx: '0'.repeat(64), statement };
  const fields = {
    ...{ patient, mspId: 'HospitalAMSP', emergencyHalf: false, exclusions: [] },
    ...{ rules: '0'.repeat(64), salt: '0'.repeat(64), made },
  };
  return { type: 'patient', parts: [patient], fields };
}

const write = (...writes: readonly TestWrite[]) => ({ function: 'ReportContract:ProposeReport', writes });
const purge = ({ type, parts }: TestWrite): TestWrite => ({ type, parts });

/** A chain with two states of a public record, a purged and a kept private one. */
function sampleChain() {
  const chain = new TestChain();
  const ids = { version: newId('version'), kept: newId('pseudonym'), purged: newId('pseudonym') };
  const blocks = [
    chain.add(write(version(ids.version, 'proposed'), secret(ids.kept, 'first'))),
    chain.add(write(secret(ids.purged, 'SECRETWORD')), write(version(ids.version, 'accepted'))),
    chain.add(write(secret(ids.kept, 'second'), secret(ids.purged, 'SECRETWORD again'))),
    chain.add(write(purge(secret(ids.purged, '')))),
  ];
  return { ids, blocks };
}

describe('every version of every record', () => {
  test('is kept, and the latest is what lists show', async () => {
    const { ids, blocks } = sampleChain();
    const { projection, database } = await projectionOf(blocks);
    const latest = await projection.find('version', [ids.version]);
    expect(latest?.record.state).toBe('accepted');
    expect(latest?.block).toBe('1');
    const states = await database
      .selectFrom('record_versions')
      .select(['state', 'latest'])
      .where('type', '=', 'version')
      .orderBy('sequence')
      .execute();
    expect(states).toEqual([
      { state: 'proposed', latest: 0 },
      { state: 'accepted', latest: 1 },
    ]);
  });

  test('is listed by when it was written: the first moment is included, the last is not', async () => {
    const { ids, blocks } = sampleChain();
    const { projection, database } = await projectionOf(blocks);
    const { at } = await database
      .selectFrom('record_versions')
      .select('at')
      .where('type', '=', 'version')
      .where('latest', '=', 1)
      .executeTakeFirstOrThrow();
    const later = new Date(Date.parse(at) + 1).toISOString();
    const listed = async (period: Period) =>
      (await projection.list('version', {}, { limit: 10 }, period)).items.map(
        ({ record }) => record.versionId,
      );
    expect(await listed({ from: at, to: later })).toEqual([ids.version]);
    expect(await listed({ from: later })).toEqual([]);
    expect(await listed({ to: at })).toEqual([]);
  });

  test('does not include what an invalid transaction wrote, but the transaction is shown', async () => {
    const chain = new TestChain();
    const id = newId('version');
    chain.add({ ...write(version(id, 'proposed')), validationCode: 11 });
    const { projection, archive } = await projectionOf(chain.blocks);
    expect(await projection.find('version', [id])).toBeUndefined();
    expect(await archive.transactionsOf('0')).toMatchObject([{ validationCode: 11, keysWritten: 1 }]);
  });
});

describe('a purge', () => {
  test('removes all versions of its key and leaves only hashes', async () => {
    const { ids, blocks } = sampleChain();
    const { projection, database, path } = await projectionOf(blocks);
    expect(await projection.find('patient', [ids.purged])).toBeUndefined();
    const kinds = await database
      .selectFrom('writes')
      .select(['kind', 'content'])
      .orderBy('sequence')
      .execute();
    expect(kinds.filter(({ content }) => content === 'purged')).toHaveLength(2);
    expect(kinds.at(-1)).toEqual({ kind: 'purge', content: 'none' });
    for (const suffix of ['', '-wal']) {
      const bytes = readFileSync(path + suffix);
      expect(bytes.includes('SECRETWORD')).toBe(false);
      expect(bytes.includes(ids.purged)).toBe(false);
    }
  });

  test('is not undone by an older block that is put in again', async () => {
    const { ids, blocks } = sampleChain();
    const { projection, path } = await projectionOf(blocks);
    const before = digestProjection(path);
    for (const block of blocks) await projection.apply(block);
    expect(await projection.find('patient', [ids.purged])).toBeUndefined();
    expect(digestProjection(path)).toEqual(before);
  });

  test('lets a later write of the key start over', async () => {
    const chain = new TestChain();
    const patient = newId('pseudonym');
    chain.add(write(secret(patient, 'old')));
    chain.add(write(purge(secret(patient, ''))));
    chain.add(write(secret(patient, 'new')));
    const { projection } = await projectionOf(chain.blocks);
    const found = await projection.find('patient', [patient]);
    expect(found?.record.made.statement['word']).toBe('new');
  });
});

describe('private data that the peer lacked', () => {
  test('is requested in rounds, so that data that never comes does not block that of later blocks', async () => {
    const chain = new TestChain();
    for (let number = 0; number < 250; number++) chain.add(write(secret(newId('pseudonym'), 'late')));
    const { projection } = await projectionOf(chain.blocks.map((block) => withoutPrivateData(block)));
    const first = await projection.incomplete();
    const second = await projection.incomplete(first.at(-1));
    const third = await projection.incomplete(second.at(-1));
    expect([...first, ...second, ...third]).toEqual(chain.blocks.map(({ number }) => number));
    expect(await projection.incompleteBlocks()).toBe(250);
  });

  test('is completed later, even out of order, with the same result', async () => {
    const { blocks } = sampleChain();
    const complete = await projectionOf(blocks.slice(0, 3));
    const late = await projectionOf(blocks.slice(0, 3).map((block) => withoutPrivateData(block)));
    expect(await late.projection.incomplete()).toEqual([0n, 1n, 2n]);
    for (const number of [2, 0, 1]) await late.projection.apply(blocks[number] as LedgerBlock);
    expect(await late.projection.incomplete()).toEqual([]);
    expect(digestProjection(late.path)).toEqual(digestProjection(complete.path));
  });

  test('is not waited for when it was purged: a rebuild equals what was built block by block', async () => {
    const { ids, blocks } = sampleChain();
    const incremental = await projectionOf(blocks);
    const rebuilt = await projectionOf([]);
    for (const block of blocks) await rebuilt.projection.apply(lackingPurged(block, ids.purged));
    expect(await rebuilt.projection.incomplete()).toEqual([]);
    expect(digestProjection(rebuilt.path)).toEqual(digestProjection(incremental.path));
  });

  /** What a peer delivers after a purge: everything but the values of that key. */
  function lackingPurged(block: LedgerBlock, pseudonym: string): LedgerBlock {
    const transactions = block.transactions.map((each) => ({
      ...each,
      writes: each.writes.map((one) =>
        one.key?.includes(pseudonym) === true ? { ...one, key: undefined, value: undefined } : one,
      ),
    }));
    return { ...block, transactions };
  }
});

describe('an inconsistent chain stops the projection', () => {
  const cases: readonly (readonly [string, (blocks: LedgerBlock[]) => LedgerBlock])[] = [
    ['a block that does not follow', ([, , third]) => ({ ...(third as LedgerBlock), previousHash: 'ab' })],
    ['data that do not fit', ([, second]) => ({ ...(second as LedgerBlock), recomputedDataHash: 'ab' })],
    ['another block at a number that is in', ([first]) => other(first as LedgerBlock)],
    ['a private value with another hash', ([, second]) => altered(second as LedgerBlock)],
  ];

  test.each(cases)('%s', async (_name, broken) => {
    const { blocks } = sampleChain();
    const { projection, path } = await projectionOf(blocks.slice(0, 2));
    const before = digestProjection(path);
    await expect(projection.apply(broken(blocks))).rejects.toThrow(BrokenChain);
    expect(digestProjection(path)).toEqual(before);
  });

  function other(block: LedgerBlock): LedgerBlock {
    return { ...block, dataHash: 'ab', recomputedDataHash: 'ab' };
  }

  function altered(block: LedgerBlock): LedgerBlock {
    const [first, ...rest] = block.transactions;
    if (first === undefined) throw new Error('no transaction');
    const writes = first.writes.map((each) => ({ ...each, value: `${each.value ?? ''} ` }));
    return { ...block, transactions: [{ ...first, writes }, ...rest] };
  }
});

describe('the file', () => {
  test('is rebuilt when this was requested, and not before', async () => {
    const { blocks } = sampleChain();
    const { path, projection } = await projectionOf(blocks);
    const before = digestProjection(path);
    askForRebuild(path);
    expect(await projection.find('person', ['nobody'])).toBeUndefined();
    await projection.close();
    const rebuilt = await projectionOf([], path);
    expect(rebuilt.projection.next).toBe(0n);
    for (const block of blocks) await rebuilt.projection.apply(block);
    expect(digestProjection(path)).toEqual(before);
  });

  test('of an older version is rebuilt, readable only by its owner', async () => {
    const path = projectionPath();
    const old = new SqliteDatabase(path);
    old.exec('CREATE TABLE blocks (number INTEGER PRIMARY KEY); INSERT INTO blocks VALUES (7);');
    old.close();
    const { blocks } = sampleChain();
    const { projection } = await projectionOf(blocks, path);
    expect(projection.height()).toBe('3');
    for (const suffix of ['', '-wal']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
  });

  test('continues where it stopped', async () => {
    const { blocks } = sampleChain();
    const { path, projection } = await projectionOf(blocks.slice(0, 2));
    await projection.close();
    const again = await projectionOf(blocks.slice(2), path);
    expect(again.projection.height()).toBe('3');
  });
});
