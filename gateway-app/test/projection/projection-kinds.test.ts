import { describe, expect, test } from 'vitest';
import { newId, TestChain, type TestWrite, version } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

const write = (...writes: readonly TestWrite[]) => ({ function: 'ReportContract:ProposeReport', writes });

describe('a transaction that is not an act', () => {
  const foreign = { kind: 'foreign', function: '', writes: [] } as const;

  test('is shown in its block, writes no record, and its private data is not waited for', async () => {
    const chain = new TestChain();
    const id = newId('version');
    chain.add(foreign, write(version(id, 'proposed')), {
      ...foreign,
      kind: 'unreadable',
      validationCode: 255,
    });
    const { projection, archive } = await projectionOf(chain.blocks);
    const shown = await archive.transactionsOf('0');
    expect(shown.map(({ kind, keysWritten }) => [kind, keysWritten])).toEqual([
      ['foreign', 0],
      ['act', 1],
      ['unreadable', 0],
    ]);
    expect((await projection.find('version', [id]))?.record.state).toBe('proposed');
    expect(await projection.incompleteBlocks()).toBe(0);
  });

  test('may be an invalid one that claims no majority of endorsers, counted as of its block', async () => {
    const chain = new TestChain();
    const two = { ...write(), validationCode: 10 };
    const lone = { ...two, endorsers: ['HospitalBMSP'] };
    chain.add({ function: 'config', writes: [], members: 3 });
    chain.add(lone, two);
    chain.add({ function: 'config', writes: [], members: 4 });
    chain.add(two);
    chain.add({ function: 'config', writes: [], members: 1, validationCode: 15 });
    chain.add({ ...two, endorsers: ['HospitalBMSP', 'HospitalBMSP', 'HospitalAMSP'] });
    const { archive } = await projectionOf(chain.blocks);
    const kindsIn = async (block: string) => (await archive.transactionsOf(block)).map(({ kind }) => kind);
    expect(await kindsIn('1')).toEqual(['foreign', 'act']);
    expect(await kindsIn('3')).toEqual(['foreign']);
    expect(await kindsIn('5')).toEqual(['foreign']);
  });

  test('is never a valid one that wrote records, whatever it says about its endorsers and its call', async () => {
    const chain = new TestChain();
    chain.add({ function: 'config', writes: [], members: 3 });
    const lists = { endorsers: [], function: '' };
    chain.add({ ...write(version(newId('version'), 'proposed')), ...lists });
    const { archive, projection } = await projectionOf(chain.blocks);
    expect(await archive.transactionsOf('1')).toMatchObject([{ kind: 'act', keysWritten: 1 }]);
    expect((await projection.list('version', {}, { limit: 9 })).items).toHaveLength(1);
  });

  test('is counted when it is valid and cannot be read', async () => {
    const chain = new TestChain();
    chain.add({ ...foreign, kind: 'unreadable', validationCode: 255 }, foreign);
    const { projection } = await projectionOf(chain.blocks);
    expect(await projection.validUnreadable()).toBe(0);
    await projection.apply(chain.add({ ...foreign, kind: 'unreadable' }));
    expect(await projection.validUnreadable()).toBe(1);
  });

  test('does not replace the act whose id it has, in whatever order they come', async () => {
    const chain = new TestChain();
    const transactionId = 'ab'.repeat(32);
    const act = { ...write(version(newId('version'), 'proposed')), transactionId };
    const other = { ...foreign, transactionId, mspId: 'HospitalBMSP', validationCode: 8 };
    chain.add(other, act, other);
    const { archive } = await projectionOf(chain.blocks);
    const found = await archive.transaction(transactionId);
    expect(found).toMatchObject({ kind: 'act', validationCode: 0, position: 1 });
    expect(await archive.keysOf(found ?? { block: '0', position: 0 })).toHaveLength(1);
    expect(await archive.keysOf({ block: '0', position: 0 })).toEqual([]);
  });

  test('counts neither for the time of a block, nor for the blocks up to a time', async () => {
    const chain = new TestChain();
    const early = '1970-01-01T00:00:00.000Z';
    chain.add(write(version(newId('version'), 'proposed')));
    const approval = 'ApproveChaincodeDefinitionForMyOrg';
    const alone = { ...foreign, kind: 'fabric', function: approval, endorsers: ['HospitalBMSP'] } as const;
    chain.add(
      { ...foreign, at: early },
      { ...alone, at: early },
      { ...write(), at: '2026-11-24T11:00:00.000Z' },
    );
    chain.add({ ...foreign, at: early });
    chain.add({ ...write(), at: early, validationCode: 11 });
    const { archive } = await projectionOf(chain.blocks);
    const blocks = await archive.blocks({ at: '2026-11-24T10:30:00.000Z' }, 9);
    expect(blocks.map(({ number }) => number)).toEqual(['0']);
    const [newest, ...rest] = await archive.blocks({}, 3);
    expect(newest?.at).toBeUndefined();
    expect(rest.at(-1)?.at).toBe('2026-11-24T11:00:00.000Z');
  });
});
