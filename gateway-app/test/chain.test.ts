import { describe, expect, test } from 'vitest';
import type { BlockLookup } from '../src/domain/block.js';
import { headerHash } from '../src/domain/block.js';
import type { ArchivedBlock } from '../src/domain/chain-archive.js';
import { checkChain } from '../src/domain/chain-check.js';
import type { ChainInfo } from '../src/domain/ledger.js';
import type { Organization } from '../src/domain/organizations.js';
import { LedgerExplorer } from '../src/use-cases/explore-ledger.js';
import { ForkWatch } from '../src/use-cases/fork-watch.js';
import { TestChain } from './ground/blocks.js';
import { projectionOf } from './ground/projection-file.js';
import { toArray } from './ground/to-array.js';

const organizations: readonly Organization[] = ['HospitalA', 'HospitalB', 'Regulator'].map((name) => ({
  ...{ mspId: `${name}MSP`, name, kind: 'hospital', memberUrl: '', keyAgentUrl: '', tlsRoot: '', keys: [] },
}));
const everybody = {
  all: () => Promise.resolve(organizations),
  byMspId: () => Promise.reject(new Error('not asked')),
};

function chainOf(length: number): TestChain {
  const chain = new TestChain();
  for (let number = 0; number < length; number++)
    chain.add({ function: 'config', at: `2026-11-24T10:0${number % 10}:00.000Z`, writes: [] });
  return chain;
}

async function archived(chain: TestChain): Promise<ArchivedBlock[]> {
  const { archive } = await projectionOf(chain.blocks);
  return await toArray(archive.range(0, chain.blocks.length - 1));
}

async function* stream<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  await Promise.resolve();
  yield* items;
}

describe('recomputing the chain', () => {
  test('finds it intact, and names the newest hash', async () => {
    const blocks = await archived(chainOf(7));
    const latestHash = blocks.at(-1)?.headerHash;
    expect(await checkChain(stream(blocks))).toEqual({ blocks: 7, intact: true, latestHash });
  });

  const alterations: readonly (readonly [string, (block: ArchivedBlock) => ArchivedBlock, string])[] = [
    ['another data hash', (block) => ({ ...block, dataHash: '00'.repeat(32) }), '3'],
    ['another previous hash', (block) => ({ ...block, previousHash: '00'.repeat(32) }), '3'],
    ['another header hash', (block) => ({ ...block, headerHash: '00'.repeat(32) }), '3'],
    ['a block made anew', (block) => remade(block), '4'],
    ['another number', (block) => ({ ...block, number: '9' }), '9'],
  ];
  test.each(alterations)('finds %s', async (_name, alter, firstBroken) => {
    const blocks = await archived(chainOf(7));
    const altered = blocks.map((block) => (block.number === '3' ? alter(block) : block));
    expect(await checkChain(stream(altered))).toMatchObject({ intact: false, firstBroken });
  });

  test('finds a missing block and a first block with something before it', async () => {
    const blocks = await archived(chainOf(4));
    expect(await checkChain(stream(blocks.filter(({ number }) => number !== '2')))).toMatchObject({
      firstBroken: '3',
    });
    const [first, ...rest] = blocks;
    const claimed = remade({ ...(first as ArchivedBlock), previousHash: 'ab' });
    expect(await checkChain(stream([claimed, ...rest]))).toMatchObject({ blocks: 0, firstBroken: '0' });
  });

  /** A forger who recomputes the header hash still breaks the next link. */
  function remade(block: ArchivedBlock): ArchivedBlock {
    const forged = { ...block, dataHash: '11'.repeat(32) };
    return { ...forged, headerHash: headerHash({ ...forged, number: BigInt(block.number) }) };
  }
});

describe('the view of the ledger', () => {
  async function explorer(length: number) {
    const { archive, projection, database } = await projectionOf(chainOf(length).blocks);
    return { explorer: new LedgerExplorer({ archive, organizations: everybody, projection }), database };
  }

  test('pages through blocks, newest first, each linked to the one before', async () => {
    const { explorer: view } = await explorer(5);
    const first = await view.blocks({}, 2);
    expect(first.items.map(({ number, linked }) => [number, linked])).toEqual([
      ['4', true],
      ['3', true],
    ]);
    const second = await view.blocks({ before: first.next }, 3);
    expect(second.items.map(({ number }) => number)).toEqual(['2', '1', '0']);
    expect(second.next).toBeUndefined();
  });

  test('begins with the newest block at a time', async () => {
    const { explorer: view } = await explorer(5);
    const { items } = await view.blocks({ at: '2026-11-24T10:02:30.000Z' }, 1);
    expect(items).toMatchObject([{ number: '2' }]);
    expect((await view.blocks({ at: '2020-01-01T00:00:00.000Z' }, 1)).items).toEqual([]);
  });

  test('shows what somebody altered in the file', async () => {
    const { explorer: view, database } = await explorer(5);
    expect(await view.chain(1, undefined)).toMatchObject({ from: '1', blocks: 4, intact: true });
    await database.updateTable('blocks').set({ data_hash: 'ab' }).where('number', '=', 2).execute();
    expect(await view.chain(0, undefined)).toMatchObject({ blocks: 2, intact: false, firstBroken: '2' });
    expect(await view.block('2')).toMatchObject({ block: { linked: false } });
    await expect(view.block('5')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the watch over other organizations', () => {
  /** Three organizations whose chains may differ; the own one is HospitalA's. */
  async function watchOver(chains: Readonly<Record<string, TestChain | undefined>>, own: TestChain) {
    const { projection } = await projectionOf(own.blocks);
    const alarms: object[] = [];
    const of = (mspId: string): TestChain => {
      const chain = chains[mspId.replace(/MSP$/, '')];
      if (chain === undefined) throw new Error('away');
      return chain;
    };
    const info = (mspId: string): ChainInfo => {
      const newest = of(mspId).blocks.at(-1);
      if (newest === undefined) throw new Error('empty');
      return { height: String(of(mspId).blocks.length), latestHash: headerHash(newest) };
    };
    const lookup: BlockLookup = {
      block: async (number, mspId) => {
        const block = of(mspId).blocks[Number(number)];
        if (block === undefined) throw new Error('no such block');
        return await Promise.resolve(block);
      },
    };
    const watch = new ForkWatch({
      chain: { chainInfo: async (mspId) => await Promise.resolve(info(mspId)) },
      lookup,
      organizations: everybody,
      own: projection,
      alarm: (facts) => alarms.push(facts),
    });
    return { watch, alarms, chains };
  }

  /** The same blocks, up to one. */
  function prefix(chain: TestChain, length: number): TestChain {
    const copy = new TestChain();
    copy.blocks.push(...chain.blocks.slice(0, length));
    return copy;
  }

  test('is content with equal chains, one that lags, one that is ahead and one that is away', async () => {
    const chain = chainOf(5);
    const chains = { HospitalA: chain, HospitalB: prefix(chain, 3), Regulator: undefined };
    const { watch, alarms } = await watchOver(chains, prefix(chain, 4));
    await watch.look();
    expect(watch.state()).toEqual({ ready: true, figures: { forks: 0, compared: 2 } });
    expect(alarms).toEqual([]);
  });

  test.each([
    ['of the same height', 5, 5],
    ['of a lower height', 4, 5],
    ['of a greater height', 5, 4],
  ])('raises one alarm for a different chain %s', async (_name, theirs, own) => {
    const chain = chainOf(own);
    const other = prefix(chain, 2);
    while (other.blocks.length < theirs) other.add({ function: 'config', writes: [] });
    const { watch, alarms } = await watchOver(
      { HospitalA: chain, HospitalB: chain, Regulator: other },
      chain,
    );
    await watch.look();
    await watch.look();
    expect(watch.state()).toEqual({ ready: false, figures: { forks: 1, compared: 3 } });
    expect(alarms).toEqual([{ alarm: 'FORK', organization: 'Regulator' }]);
  });

  test('forgets the alarm when the chains are one again', async () => {
    const chain = chainOf(4);
    const chains: Record<string, TestChain> = { HospitalA: chain, HospitalB: chain, Regulator: chainOf(4) };
    const { watch } = await watchOver(chains, chain);
    await watch.look();
    chains['Regulator'] = chain;
    await watch.look();
    expect(watch.state()).toMatchObject({ ready: true, figures: { forks: 0 } });
  });
});
