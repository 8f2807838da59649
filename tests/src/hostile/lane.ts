/** Milliseconds for which each hostile action goes on: short in `npm test`, longer in `npm run test:hostile`. */
export const laneTime = 1000 * Number(process.env['LANE_SECONDS'] ?? 12);

/** Milliseconds in which an act of the others commits, whatever one member does. */
export const actBound = 15_000;

/** Does something again and again. @returns a function that stops it and resolves with how often it was done. */
export function keepDoing(what: () => Promise<unknown>): () => Promise<number> {
  const over = new AbortController();
  const doing = (async () => {
    let times = 0;
    for (; !over.signal.aborted; times++) await what();
    return times;
  })();
  return async () => {
    over.abort();
    return await doing;
  };
}
