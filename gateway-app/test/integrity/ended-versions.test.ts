import { expect, test, vi } from 'vitest';
import { Recovery, type RecoveryParts } from '../../src/workers/recovery.js';

test('objects of ended versions are looked for at the start, when a block ends versions, and after a failure', async () => {
  const removeEnded = vi.fn(() => Promise.resolve(0));
  const sweep = vi.fn(() => Promise.resolve());
  const recovery = new Recovery({
    work: { acts: () => Promise.resolve([]), objects: () => Promise.resolve([]), sweep },
    objects: { removeEnded },
    acts: {},
    sweepClock: () => new Date(),
    log: { info: () => undefined, warn: () => undefined },
  } as unknown as RecoveryParts);
  const end = new AbortController();
  const running = recovery.run(end.signal);
  const looks = async (count: number): Promise<void> => {
    await vi.waitFor(
      () => {
        expect(sweep).toHaveBeenCalledTimes(count);
      },
      { timeout: 10_000 },
    );
  };
  await looks(1);
  recovery.wake();
  await looks(2);
  expect(removeEnded).toHaveBeenCalledTimes(1);
  removeEnded.mockRejectedValueOnce(new Error('the store is away'));
  recovery.wakeForEnded();
  await looks(3);
  recovery.wake();
  await looks(4);
  recovery.wake();
  await looks(5);
  expect(removeEnded).toHaveBeenCalledTimes(3);
  end.abort();
  await running;
});
