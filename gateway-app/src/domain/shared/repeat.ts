import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does something again and again, with a pause between, until the signal aborts. What fails is done again after the pause: that a
 * part is away is seen by the checks of that part.
 * @param interval the pause, milliseconds
 */
export async function repeat(
  work: () => Promise<unknown>,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch(() => undefined);
    await delay(interval, undefined, { signal }).catch(() => undefined);
  }
}
