import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { headerHash as gatewaysHash } from '../../src/domain/ledger/block.js';
import {
  extend,
  hashOf,
  headerBytes,
  headerHash,
  nothingRecomputed,
  type StatedBlock,
} from '../src/pages/ledger/chain.js';
import { ChainWalk, stride } from '../src/pages/ledger/chain-walk.js';
import { verdictOf } from '../src/pages/ledger/heights.js';

/** The first blocks of a channel made by Fabric 2.5 orderers, as its peers show them. */
const real: readonly StatedBlock[] = [
  {
    number: '0',
    previousHash: '',
    dataHash: '040bb78f9a3ee593f961d3cdf7c9e0b118583b25b9e17cf01deb2ed626ebbbaf',
    headerHash: '378c52ca2498797f437020b343decb7f3d5e2b46d99a1a36920d84e114351821',
  },
  {
    number: '1',
    previousHash: '378c52ca2498797f437020b343decb7f3d5e2b46d99a1a36920d84e114351821',
    dataHash: 'dcc8d598e3123d6c0e5bd616dec69e35b1237a5526840474e3b8c1f25b4e3270',
    headerHash: '82283424c547bb5eea69d41d148c86ad3e4a02cf690349cb3d8c80b5f1dacafd',
  },
  {
    number: '2',
    previousHash: '82283424c547bb5eea69d41d148c86ad3e4a02cf690349cb3d8c80b5f1dacafd',
    dataHash: '06bade2714cac0f2bb4bd6cb23fed1891360ae077b8590c79a06328866eb2629',
    headerHash: 'e71691898ade4274903f89ec91738bf3c8eece8d097c6d2814ef8e7aa871e9f9',
  },
];

/** A later block of the same channel. */
const real77: StatedBlock = {
  number: '77',
  previousHash: 'f33df26bbd332251bab90d83d547690300beac47bb93f8a74ad71c8ef05ba8eb',
  dataHash: 'b24762873337c9b050d2acef91a63ad6a8a6987d0f14c3efae0c33c90e7d09da',
  headerHash: 'c120f7a2628290d061ca62846f4b3245a472360ae4cdb2549d41674366fc7a50',
};

/** A chain of made-up data, with hashes computed by the gateway's code. */
function madeChain(length: number): StatedBlock[] {
  const blocks: StatedBlock[] = [];
  for (let number = 0; number < length; number++) {
    const header = {
      previousHash: blocks.at(-1)?.headerHash ?? '',
      dataHash: createHash('sha256').update(`data of ${number}`).digest('hex'),
    };
    const hash = gatewaysHash({ number: BigInt(number), ...header });
    blocks.push({ number: number.toString(), ...header, headerHash: hash });
  }
  return blocks;
}

describe('header hashes in the browser', () => {
  test.each([...real, real77])('match Fabric’s: block $number', async (block) => {
    expect(await headerHash(block)).toBe(block.headerHash);
  });

  test('encode numbers as DER does, with a zero before a leading bit', () => {
    const integer = (number: string): string =>
      Buffer.from(headerBytes({ number, previousHash: '', dataHash: '' })).toString('hex');
    expect(integer('0')).toBe('3007' + '020100' + '0400' + '0400');
    expect(integer('127')).toBe('3007' + '02017f' + '0400' + '0400');
    expect(integer('128')).toBe('3008' + '02020080' + '0400' + '0400');
    expect(integer('256')).toBe('3008' + '02020100' + '0400' + '0400');
    expect(integer('18446744073709551615')).toBe('300f' + '020900ffffffffffffffff' + '0400' + '0400');
  });

  test('encode long parts with a long length', () => {
    const bytes = headerBytes({ number: '1', previousHash: 'ab'.repeat(130), dataHash: 'cd'.repeat(300) });
    expect(Buffer.from(bytes.subarray(0, 10)).toString('hex')).toBe('308201b8' + '020101' + '048182');
    expect(Buffer.from(bytes.subarray(140, 145)).toString('hex')).toBe('0482012ccd'.slice(0, 10));
  });

  test('match those that the gateway computes, for any number', async () => {
    for (let bits = 0n; bits < 64n; bits++) {
      const number = 1n << bits;
      const [previousHash, dataHash] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
      expect(await headerHash({ number: number.toString(), previousHash, dataHash })).toBe(
        gatewaysHash({ number, previousHash, dataHash }),
      );
    }
  });

  test('are refused for values that no block can have', async () => {
    const [block = real77] = real;
    expect(await headerHash({ ...block, number: '-1' })).toBeUndefined();
    expect(await headerHash({ ...block, dataHash: 'no hex' })).toBeUndefined();
    expect(await headerHash({ ...block, dataHash: 'abc' })).toBeUndefined();
  });
});

describe('the chain recomputed in the browser', () => {
  test('holds for real blocks', async () => {
    const { recomputed, broken } = await extend(nothingRecomputed, real);
    expect(broken).toBeUndefined();
    expect(recomputed).toEqual({ blocks: 3, hashes: real.map((each) => each.headerHash) });
  });

  test.each([
    ['data', { dataHash: '00'.repeat(32) }, 'header'],
    ['a stated hash', { headerHash: '00'.repeat(32) }, 'header'],
    ['a previous hash', { previousHash: '00'.repeat(32) }, 'previous'],
    ['a number', { number: '7' }, 'number'],
    ['hex', { dataHash: 'xyz' }, 'header'],
  ])('breaks at a block with another %s', async (_, change, misfit) => {
    const altered = real.map((block) => (block.number === '1' ? { ...block, ...change } : block));
    const { recomputed, broken } = await extend(nothingRecomputed, altered);
    expect(recomputed.blocks).toBe(1);
    expect(broken).toEqual({ block: altered[1]?.number, misfit });
  });

  test('breaks at the block after one that was replaced consistently', async () => {
    const other = { ...real[1], dataHash: '00'.repeat(32) } as StatedBlock;
    const hash = await headerHash(other);
    const altered = real.map((block) =>
      block.number === '1' ? { ...other, headerHash: hash ?? '' } : block,
    );
    expect((await extend(nothingRecomputed, altered)).broken).toEqual({ block: '2', misfit: 'previous' });
  });

  test('keeps only the newest hashes', async () => {
    const chain = madeChain(450);
    const { recomputed } = await extend(nothingRecomputed, chain);
    expect(recomputed.hashes).toHaveLength(200);
    expect(hashOf(recomputed, 449)).toBe(chain[449]?.headerHash);
    expect(hashOf(recomputed, 250)).toBe(chain[250]?.headerHash);
    expect(hashOf(recomputed, 249)).toBeUndefined();
    expect(hashOf(recomputed, 450)).toBeUndefined();
  });
});

describe('the walk along the chain', () => {
  function walkOf(chain: readonly StatedBlock[]) {
    const asked: (readonly [number, number])[] = [];
    const walk = new ChainWalk((from, count) => {
      asked.push([from, count]);
      return Promise.resolve(chain.slice(from, from + count));
    });
    return { walk, asked };
  }

  test('reads one stride at a time, and only the new block later', async () => {
    const { walk, asked } = walkOf(madeChain(452));
    await walk.advanceTo(449);
    expect(asked).toEqual([
      [0, stride],
      [200, stride],
      [400, 50],
    ]);
    expect(walk.state()).toMatchObject({ is: 'resting', recomputed: { blocks: 450 } });
    await walk.advanceTo(450);
    await walk.advanceTo(450);
    expect(asked.slice(3)).toEqual([[450, 1]]);
  });

  test('ends at a break', async () => {
    const chain = madeChain(10).map((block) =>
      block.number === '4' ? { ...block, dataHash: '00'.repeat(32) } : block,
    );
    const { walk, asked } = walkOf(chain);
    await walk.advanceTo(8);
    await walk.advanceTo(9);
    expect(walk.state()).toMatchObject({ is: 'broken', broken: { block: '4', misfit: 'header' } });
    expect(asked).toHaveLength(1);
  });

  test('stops, and continues without reading anything twice', async () => {
    const { walk, asked } = walkOf(madeChain(500));
    const first = walk.advanceTo(499);
    walk.stop();
    await walk.resume();
    walk.stop();
    await first;
    expect(walk.state()).toMatchObject({ is: 'stopped', recomputed: { blocks: 200 } });
    await walk.advanceTo(499);
    expect(asked).toHaveLength(1);
    await walk.resume();
    expect(walk.state()).toMatchObject({ is: 'resting', recomputed: { blocks: 500 } });
    expect(asked).toHaveLength(3);
  });

  test('reports a failure, and continues from where it was', async () => {
    const chain = madeChain(300);
    let fails = false;
    const walk = new ChainWalk((from, count) =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(chain.slice(from, from + count)),
    );
    await walk.advanceTo(99);
    fails = true;
    await walk.advanceTo(299);
    expect(walk.state()).toMatchObject({ is: 'failed', recomputed: { blocks: 100 } });
    fails = false;
    await walk.resume();
    expect(walk.state()).toMatchObject({ is: 'resting', recomputed: { blocks: 300 }, error: undefined });
  });
});

describe('what an organization reports, compared with what was recomputed here', () => {
  test.each([
    ['same', '3', real[2]?.headerHash],
    ['behind', '2', real[1]?.headerHash],
    ['differs', '3', real[1]?.headerHash],
    ['differs', '2', real[2]?.headerHash],
    ['ahead', '4', real77.headerHash],
    ['unreachable', undefined, undefined],
  ])('is %s', async (verdict, height, latestHash) => {
    const { recomputed } = await extend(nothingRecomputed, real);
    expect(
      verdictOf({ ...(height !== undefined && { height }), ...(latestHash && { latestHash }) }, recomputed),
    ).toBe(verdict);
  });

  test('is unknown if the hash is no longer kept', async () => {
    const chain = madeChain(450);
    const { recomputed } = await extend(nothingRecomputed, chain);
    expect(verdictOf({ height: '10', latestHash: chain[9]?.headerHash ?? '' }, recomputed)).toBe('unknown');
  });
});
