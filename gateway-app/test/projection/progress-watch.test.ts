import { describe, expect, test } from 'vitest';
import { ProgressWatch } from '../../src/workers/progress-watch.js';
import { organizationsOf } from '../support/organizations.js';

/** A watch of HospitalA over heights that the test moves, and a clock that it moves too. */
function watched(heights: Record<string, number | undefined>, own: { next: number }) {
  const clock = { now: 0 };
  const incomplete: bigint[] = [];
  const alarms: object[] = [];
  const watch = new ProgressWatch({
    chain: {
      chainInfo: (mspId) => {
        const height = heights[mspId];
        return height === undefined
          ? Promise.reject(new Error('away'))
          : Promise.resolve({ height: String(height), latestHash: '' });
      },
    },
    organizations: organizationsOf(['HospitalA', 'HospitalB', 'Regulator']),
    own: { height: () => String(own.next - 1), headerHash: () => Promise.resolve(undefined) },
    incomplete: () => Promise.resolve(incomplete),
    mspId: 'HospitalAMSP',
    alarm: (facts) => alarms.push(facts),
    now: () => clock.now,
  });
  /** Looks every three seconds, for some seconds. */
  const lookFor = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 3) {
      await watch.look();
      clock.now += 3_000;
    }
  };
  return { watch, alarms, clock, incomplete, lookFor };
}

const all = (height: number) => ({ HospitalAMSP: height, HospitalBMSP: height, RegulatorMSP: height });

describe('lists', () => {
  test('that have stopped while the peer is ahead fail within 15 seconds, with one alarm', async () => {
    const own = { next: 5 };
    const { watch, alarms, lookFor } = watched(all(9), own);
    await lookFor(9);
    expect(watch.projection(4, 0).state).toBe('ok');
    await lookFor(6);
    expect(watch.projection(4, 0)).toMatchObject({ state: 'fail' });
    await lookFor(30);
    expect(alarms).toEqual([{ alarm: 'NO_PROGRESS', behind: 4 }]);
    own.next = 9;
    await lookFor(3);
    expect(watch.projection(0, 0).state).toBe('ok');
  });

  test('raise the alarm with the first check that fails, even when they continue before the next look', async () => {
    const own = { next: 5 };
    const { watch, alarms, clock } = watched(all(9), own);
    await watch.look();
    clock.now += 11_000;
    expect(watch.projection(4, 0).state).toBe('fail');
    expect(alarms).toEqual([{ alarm: 'NO_PROGRESS', behind: 4 }]);
    own.next = 9;
    await watch.look();
    expect(alarms).toHaveLength(1);
  });

  test('that are behind for longer fail even if they move, without the alarm of a standstill', async () => {
    const own = { next: 0 };
    const { watch, alarms, lookFor } = watched(all(1_000), own);
    for (let round = 0; round < 20; round++) {
      own.next += 10;
      await lookFor(6);
      expect([round, watch.projection(1_000 - own.next, 0).state]).toEqual([
        round,
        round < 1 ? 'ok' : 'fail',
      ]);
    }
    own.next = 1_000;
    await lookFor(3);
    expect(watch.projection(0, 0).state).toBe('ok');
    expect(alarms).toEqual([]);
  });

  test('that fall further and further behind continue to fail, even after they made much progress at once', async () => {
    const own = { next: 0 };
    const heights = all(0);
    const { watch, lookFor } = watched(heights, own);
    for (let round = 1; round <= 200; round++) {
      Object.assign(heights, all(round * 10));
      own.next = round === 150 ? 1_000 : own.next + 1;
      await lookFor(3);
      const { state } = watch.projection(round * 10 - own.next, 0);
      expect([round, state]).toEqual([round, round < 4 ? 'ok' : 'fail']);
    }
  });

  test('that lack only the newest blocks, because blocks come all the time, pass', async () => {
    const own = { next: 0 };
    const heights = all(0);
    const { watch, lookFor } = watched(heights, own);
    for (let round = 0; round < 40; round++) {
      own.next = round * 10;
      Object.assign(heights, all(round * 10 + 15));
      await lookFor(3);
      expect(watch.projection(15, 0).state).toBe('ok');
    }
  });

  test('warn when private data of a block has not come for a while, whatever else comes late', async () => {
    const { watch, incomplete, lookFor } = watched(all(9), { next: 9 });
    incomplete.push(4n, 7n);
    await lookFor(9);
    expect(watch.projection(0, 2).state).toBe('ok');
    incomplete.shift();
    await lookFor(6);
    expect(watch.projection(0, 1)).toMatchObject({
      state: 'warn',
      detail: 'Lists lack what 1 block changed: private data has not come.',
    });
    incomplete.splice(0, 1, 8n);
    await lookFor(9);
    expect(watch.projection(0, 1).state).toBe('ok');
    incomplete.shift();
    await lookFor(3);
    expect(watch.projection(0, 0).state).toBe('ok');
  });

  test('that have every block do not fail when nothing happens', async () => {
    const { watch, alarms, lookFor } = watched(all(9), { next: 9 });
    await lookFor(120);
    expect(watch.projection(0, 0).state).toBe('ok');
    expect(alarms).toEqual([]);
  });
});

describe('a peer', () => {
  test('that has stopped while a majority continues fails, with one alarm', async () => {
    const { watch, alarms, lookFor } = watched(
      { HospitalAMSP: 9, HospitalBMSP: 20, RegulatorMSP: 21 },
      { next: 9 },
    );
    await lookFor(15);
    expect(watch.peer()).toMatchObject({ state: 'fail', figures: { behind: 11 } });
    expect(alarms).toEqual([{ alarm: 'PEER_STANDS_STILL', behind: 11 }]);
  });

  test('is not considered behind on the word of a single organization', async () => {
    for (const claimed of [10, 1_000_000]) {
      const { watch, alarms, lookFor } = watched({ ...all(9), HospitalBMSP: claimed }, { next: 9 });
      await lookFor(60);
      expect(watch.peer().state).toBe('ok');
      expect(alarms).toEqual([]);
    }
  });

  test('is judged by those that answer, and never fails because others are unavailable', async () => {
    const { watch, lookFor } = watched(
      { HospitalAMSP: 9, HospitalBMSP: undefined, RegulatorMSP: undefined },
      { next: 9 },
    );
    expect(watch.peer().state).toBe('ok');
    await lookFor(60);
    expect(watch.peer()).toMatchObject({ state: 'warn' });
    expect(watch.peer().detail).toContain('Too few');
  });

  test('that does not answer for long, and then does, is not considered stopped: nothing was seen meanwhile', async () => {
    const heights: Record<string, number | undefined> = { ...all(20), HospitalAMSP: 9 };
    const { watch, alarms, lookFor } = watched(heights, { next: 9 });
    await lookFor(3);
    heights['HospitalAMSP'] = undefined;
    await lookFor(60);
    heights['HospitalAMSP'] = 9;
    await lookFor(3);
    expect(watch.peer()).toMatchObject({ state: 'ok', figures: { behind: 11 } });
    expect(watch.projection(0, 0).state).toBe('ok');
    expect(alarms).toEqual([]);
  });
});
