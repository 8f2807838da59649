import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two attempts. */
const pause = 50;

/**
 * Tries again and again until `attempt` gives something other than `undefined`; an attempt that throws counts
 * as not yet.
 * @param within milliseconds
 * @throws with the last reason when the time is over.
 */
export async function eventually<Value>(
  what: string,
  attempt: () => Promise<Value | undefined>,
  within = 20_000,
): Promise<Value> {
  const end = performance.now() + within;
  let reason: unknown;
  do {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    await delay(pause);
  } while (performance.now() < end);
  const why = reason instanceof Error ? `: ${reason.message}` : '';
  throw new Error(`not within ${within} ms: ${what}${why}`, { cause: reason });
}
