/** Milliseconds that each hostile thing goes on: a short part inside `npm test`, longer by `npm run test:hostile`. */
export const laneTime = 1000 * Number(process.env['LANE_SECONDS'] ?? 12);

/** Does something again and again until it is told to stop; that resolves with how often it was done. */
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
