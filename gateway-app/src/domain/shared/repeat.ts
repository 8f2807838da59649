import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does something repeatedly, with a pause in between, until the signal aborts. After a failure it tries again after
 * the pause: if a part is down, the checks of that part show it.
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
