import type { Problem } from './problem.js';

/** How often a call is sent again while the gateway still works on an earlier try of it, or undoes one. */
export const patience = 10;

/** Does the gateway still work on an earlier try of this call? If so, waits as long as it says. */
export async function waitForEarlierTry({ code, retryAfter }: Problem): Promise<boolean> {
  if (code !== 'CONFLICT' || retryAfter === undefined) return false;
  await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
  return true;
}
