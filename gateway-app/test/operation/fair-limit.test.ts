import { describe, expect, test } from 'vitest';
import { FairLimit, type Holders } from '../../src/domain/shared/fair-limit.js';

/** Work at a gate that does not end until it is released. */
function setUp(gate: FairLimit) {
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  const started: string[] = [];
  const ask = (...holders: Holders): Promise<unknown> =>
    gate.pass(holders, async () => {
      started.push(holders.join(' '));
      await held;
    });
  const crowd = (count: number, holdersOf: (one: number) => Holders) =>
    Promise.allSettled(Array.from({ length: count }, (_, one) => ask(...holdersOf(one))));
  return {
    started,
    ask,
    crowd,
    release: () => {
      release(undefined);
    },
  };
}

function refusalsIn(results: readonly PromiseSettledResult<unknown>[]): string[] {
  return results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
  );
}

test('a holder that requests too much does not keep others out while it continues', async () => {
  const each = { running: 2, altogether: 8 };
  const gate = new FairLimit({ atOnce: 4, mayWait: 8, each, crowded: 'crowded' });
  const { crowd, release } = setUp(gate);
  const greedy = crowd(20, () => ['greedy']);
  expect(await gate.pass(['other'], () => Promise.resolve('served'))).toBe('served');
  release();
  expect(refusalsIn(await greedy)).toEqual(Array(12).fill('TOO_MANY'));
  expect(await gate.pass(['greedy'], () => Promise.resolve('again'))).toBe('again');
});

test('work that fails leaves the gate open for the next', async () => {
  const each = { running: 1, altogether: 1 };
  const gate = new FairLimit({ atOnce: 1, mayWait: 1, each, crowded: 'crowded' });
  await expect(gate.pass(['one'], () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(gate.pass(['one'], () => Promise.resolve('done'))).resolves.toBe('done');
});

describe('when many wait', () => {
  const gateOf = () =>
    new FairLimit({ atOnce: 2, mayWait: 8, each: { running: 1, altogether: 4 }, crowded: 'crowded' });

  test('groups take turns, and the holders in each', async () => {
    const { started, crowd, release } = setUp(gateOf());
    const many = crowd(6, (one) => ['near', one < 4 ? 'loud' : 'quiet']);
    const few = crowd(2, () => ['far', 'own']);
    release();
    expect(refusalsIn([...(await many), ...(await few)])).toEqual([]);
    expect(started.slice(0, 5)).toEqual(['near loud', 'near quiet', 'near loud', 'far own', 'near quiet']);
  });

  test('a group with few always finds a place, which the largest one gives up', async () => {
    const { crowd, release, ask } = setUp(gateOf());
    const many = crowd(20, (one) => ['near', `account ${one}`]);
    const few = crowd(4, (one) => ['far', `account ${one}`]);
    const other = ask('elsewhere', 'alone');
    release();
    expect(refusalsIn(await few)).toEqual([]);
    expect(refusalsIn(await many)).toEqual(Array(20 - 2 - 3).fill('UNAVAILABLE'));
    await other;
  });

  test('within a group, a holder with few finds a place next to one with many', async () => {
    const { crowd, release, ask } = setUp(gateOf());
    const loud = crowd(12, (one) => ['near', `loud ${one % 3}`]);
    const quiet = ask('near', 'quiet');
    release();
    await quiet;
    expect(refusalsIn(await loud)).toHaveLength(3);
  });

  test('groups of equal size take no places from each other', async () => {
    const { crowd, release } = setUp(gateOf());
    const near = crowd(6, (one) => ['near', `account ${one}`]);
    const far = crowd(4, (one) => ['far', `account ${one}`]);
    const more = crowd(3, (one) => ['near', `later ${one}`]);
    release();
    expect(refusalsIn([...(await near), ...(await far)])).toEqual([]);
    expect(refusalsIn(await more)).toEqual(Array(3).fill('UNAVAILABLE'));
  });
});
