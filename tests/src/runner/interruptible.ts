import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds that work has to end after an interruption, before everything that it uses is removed. */
const grace = 10_000;

/**
 * Does work and takes away afterwards what it made, also after a failure. After a signal the work is told to
 * end, what it made so far is taken away, and the process exits; further signals do not break that off.
 */
export async function interruptible<Result>(
  work: (interrupted: AbortSignal) => Promise<Result>,
  takeAway: () => Promise<void>,
): Promise<Result> {
  const interruption = new AbortController();
  const { signal } = interruption;
  const onSignal = (): void => {
    interruption.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('interrupted'));
    });
  });
  interrupted.catch(() => undefined);
  const working = work(signal);
  const [outcome] = await Promise.allSettled([Promise.race([working, interrupted])]);
  if (signal.aborted) await Promise.race([working.catch(() => undefined), delay(grace)]);
  const [end] = await Promise.allSettled([takeAway()]);
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  const isSecond = signal.aborted || outcome.status === 'rejected';
  if (end.status === 'rejected' && isSecond)
    process.stderr.write(`not everything was taken away: ${String(end.reason)}\n`);
  if (signal.aborted) process.exit(1);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (end.status === 'rejected') throw end.reason;
  return outcome.value;
}
