import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { headerHash } from '../../src/domain/ledger/block.js';
import type { ArchivedBlock } from '../../src/domain/ledger/chain-archive.js';
import { checkChain } from '../../src/domain/ledger/chain-check.js';
import { FairLimit } from '../../src/domain/shared/fair-limit.js';
import { ConcurrencyLimit } from '../../src/domain/shared/concurrency-limit.js';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import type { ChainInfo } from '../../src/domain/ledger/ledger.js';
import type { Organization } from '../../src/domain/ledger/organizations.js';
import type { SqliteChainArchive } from '../../src/projection/sqlite-chain-archive.js';
import type { SqliteProjection } from '../../src/projection/sqlite-projection.js';
import { CheckedChain } from '../../src/use-cases/ledger/checked-chain.js';
import { LedgerExplorer } from '../../src/use-cases/ledger/explore-ledger.js';
import { ForkWatch } from '../../src/workers/fork-watch.js';
import { TestChain } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';
import { toArray } from '../support/to-array.js';

const organizations: readonly Organization[] = ['HospitalA', 'HospitalB', 'Regulator'].map((name) => ({
  ...{ mspId: `${name}MSP`, name, kind: 'hospital', memberUrl: '', keyAgentUrl: '', tlsRoot: '', keys: [] },
}));
const everybody = {
  all: () => Promise.resolve(organizations),
  byMspId: () => Promise.reject(new Error('not asked')),
  settings: () => Promise.reject(new Error('not asked')),
};

/** A person's session, as far as the view of the ledger reads it. */
const reader = { person: { personId: 'per_reader' } } as OpenSession;

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
    ['a block made again', (block) => remade(block), '4'],
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

/** A view of the ledger; one walk over the chain runs at a time, and eight wait. */
function explorerOf(archive: SqliteChainArchive, projection: SqliteProjection): LedgerExplorer {
  const chain = new CheckedChain({ archive, own: projection, gate: new ConcurrencyLimit(1, 8) });
  return new LedgerExplorer({
    ...{ archive, organizations: everybody, projection, chain },
    gate: new FairLimit({ atOnce: 4, mayWait: 64, each: { running: 2, altogether: 8 }, crowded: 'crowded' }),
  });
}

function hashAt(chain: TestChain, number: number): string {
  return headerHash(chain.blocks[number] as (typeof chain.blocks)[number]);
}

describe('the view of the ledger', () => {
  async function explorer(length: number) {
    const { archive, projection, path } = await projectionOf(chainOf(length).blocks);
    return { explorer: explorerOf(archive, projection), projection, path };
  }

  test('pages through blocks, newest first, each linked to the one before', async () => {
    const { explorer: view } = await explorer(5);
    const first = await view.blocks({}, 2, reader);
    expect(first.items.map(({ number, linked }) => [number, linked])).toEqual([
      ['4', true],
      ['3', true],
    ]);
    const second = await view.blocks({ before: first.next }, 3, reader);
    expect(second.items.map(({ number }) => number)).toEqual(['2', '1', '0']);
    expect(second.next).toBeUndefined();
  });

  test('begins with the newest block at a time', async () => {
    const { explorer: view } = await explorer(5);
    const { items } = await view.blocks({ at: '2026-11-24T10:02:30.000Z' }, 1, reader);
    expect(items).toMatchObject([{ number: '2' }]);
    expect((await view.blocks({ at: '2020-01-01T00:00:00.000Z' }, 1, reader)).items).toEqual([]);
  });

  test('names only organizations of the channel as endorsers', async () => {
    const chain = chainOf(1);
    chain.add({ function: '', kind: 'foreign', endorsers: ['HospitalBMSP', 'InventedMSP'], writes: [] });
    const { archive, projection } = await projectionOf(chain.blocks);
    const view = explorerOf(archive, projection);
    expect((await view.block('1')).transactions).toMatchObject([{ endorsers: ['HospitalB'] }]);
  });

  test('shows what another program altered in the file, even where it was found to fit before', async () => {
    const { explorer: view, path } = await explorer(5);
    expect(await view.chain(1, undefined)).toMatchObject({ from: '1', blocks: 4, intact: true });
    const other = new SqliteDatabase(path);
    other.prepare("UPDATE blocks SET data_hash = 'ab' WHERE number = 2").run();
    other.close();
    expect(await view.chain(0, undefined)).toMatchObject({ blocks: 2, intact: false, firstBroken: '2' });
    expect(await view.chain(1, 3)).toMatchObject({ blocks: 1, intact: false, firstBroken: '2' });
    expect(await view.chain(3, 4)).toMatchObject({ blocks: 2, intact: true });
    expect(await view.block('2')).toMatchObject({ block: { linked: false } });
    await expect(view.block('5')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('recomputes each block once, and later only new ones', async () => {
    const chain = chainOf(600);
    const { archive, projection } = await projectionOf(chain.blocks.slice(0, 500));
    const range = vi.spyOn(archive, 'range');
    const view = explorerOf(archive, projection);
    const first = await view.chain(0, undefined);
    expect(first).toEqual({ from: '0', blocks: 500, intact: true, latestHash: hashAt(chain, 499) });
    expect(await view.chain(0, undefined)).toEqual(first);
    expect(await view.chain(7, 20)).toMatchObject({ blocks: 14, latestHash: hashAt(chain, 20) });
    expect(range.mock.calls).toEqual([[0, 499]]);
    for (const block of chain.blocks.slice(500)) await projection.apply(block);
    expect(await view.chain(0, undefined)).toMatchObject({ blocks: 600, latestHash: hashAt(chain, 599) });
    expect(range.mock.calls).toEqual([
      [0, 499],
      [500, 599],
    ]);
  });

  test('recomputes everything after an alarm', async () => {
    const { archive, projection } = await projectionOf(chainOf(5).blocks);
    const range = vi.spyOn(archive, 'range');
    const chain = new CheckedChain({ archive, own: projection, gate: new ConcurrencyLimit(1, 8) });
    await chain.check(0, 4);
    chain.forget();
    await chain.check(0, 4);
    expect(range.mock.calls).toEqual([
      [0, 4],
      [0, 4],
    ]);
  });

  test('keeps nothing of a walk during which an alarm comes', async () => {
    const { archive, projection } = await projectionOf(chainOf(6).blocks);
    const blocks = await toArray(archive.range(0, 5));
    const fork = { ...(blocks[3] as ArchivedBlock), previousHash: 'ab'.repeat(32) };
    blocks[3] = { ...fork, headerHash: headerHash({ ...fork, number: 3n }) };
    const alarms = [
      () => {
        chain.forget();
      },
    ];
    const altered = {
      foreignChanges: () => archive.foreignChanges(),
      async *range(from: number, to: number) {
        for await (const block of stream(blocks.slice(from, to + 1))) {
          if (block.number === '3') alarms.pop()?.();
          yield block;
        }
      },
    };
    const chain: CheckedChain = new CheckedChain({
      archive: altered as unknown as SqliteChainArchive,
      own: projection,
      gate: new ConcurrencyLimit(1, 8),
    });
    expect(await chain.check(0, 3)).toMatchObject({ blocks: 3, intact: false, firstBroken: '3' });
    expect(await chain.check(0, 3)).toMatchObject({ blocks: 3, intact: false, firstBroken: '3' });
  });

  test('allows only a few walks at once, which do the work once', async () => {
    const { archive, projection } = await projectionOf(chainOf(300).blocks);
    const range = vi.spyOn(archive, 'range');
    const view = explorerOf(archive, projection);
    const looks = await Promise.allSettled(Array.from({ length: 30 }, () => view.chain(0, undefined)));
    expect(looks.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
    expect(looks.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'UNAVAILABLE' },
    });
    expect(range).toHaveBeenCalledTimes(1);
  });
});

describe('the watch over other organizations', () => {
  /** Three organizations whose chains may differ; this gateway is HospitalA's. */
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
    const hashAt = (mspId: string, number: number): string => {
      const block = of(mspId).blocks[number];
      if (block === undefined) throw new Error('no such block');
      return headerHash(block);
    };
    const watch = new ForkWatch({
      chain: {
        chainInfo: async (mspId) => await Promise.resolve(info(mspId)),
        headerHashAt: async (mspId, block) => await Promise.resolve(hashAt(mspId, block)),
      },
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

  test('accepts equal chains, one that lags, one that is ahead and one that is unavailable', async () => {
    const chain = chainOf(5);
    const chains = { HospitalA: chain, HospitalB: prefix(chain, 3), Regulator: undefined };
    const { watch, alarms } = await watchOver(chains, prefix(chain, 4));
    await watch.look();
    expect(watch.finding()).toMatchObject({ state: 'ok', figures: { forks: 0, compared: 2 } });
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
    expect(watch.finding()).toMatchObject({
      state: 'warn',
      detail: 'Blocks that differ from this gateway’s are shown by Regulator.',
      figures: { forks: 1, compared: 3 },
    });
    expect(alarms).toEqual([{ alarm: 'FORK', organization: 'Regulator' }]);
  });

  test('fails only when a majority of organizations shows other blocks', async () => {
    const [chain, other] = [chainOf(4), chainOf(4)];
    const chains: Record<string, TestChain | undefined> = {
      ...{ HospitalA: chain, HospitalB: other, Regulator: undefined },
    };
    const { watch } = await watchOver(chains, chain);
    await watch.look();
    expect(watch.finding()).toMatchObject({ state: 'warn', figures: { forks: 1, compared: 2 } });
    chains['Regulator'] = other;
    await watch.look();
    expect(watch.finding()).toMatchObject({
      state: 'fail',
      detail: 'Blocks that differ from this gateway’s are shown by HospitalB, Regulator.',
      figures: { forks: 2, compared: 3 },
    });
  });

  test('forgets the alarm when the chains are the same again', async () => {
    const chain = chainOf(4);
    const chains: Record<string, TestChain> = { HospitalA: chain, HospitalB: chain, Regulator: chainOf(4) };
    const { watch } = await watchOver(chains, chain);
    await watch.look();
    chains['Regulator'] = chain;
    await watch.look();
    expect(watch.finding()).toMatchObject({ state: 'ok', figures: { forks: 0 } });
  });
});
