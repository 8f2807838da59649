import { setTimeout as wait } from 'node:timers/promises';
import { NetworkError, type Hints } from '../network-error.js';

/** How long to try, and for a failure what the work is called and what helps. */
export interface Patience {
  readonly what: string;
  readonly timeout: number;
  readonly hints: Hints;
  /** Called after a failed attempt: an earlier attempt or run may have done the step. */
  readonly isDone?: () => Promise<boolean>;
}

/** Pause between attempts, in milliseconds. */
const pause = 100;

/** Repeats an action until it succeeds or turns out to be done; throws a {@link NetworkError} when time is up. */
export async function eventually(action: () => Promise<unknown>, patience: Patience): Promise<void> {
  const deadline = Date.now() + patience.timeout;
  for (;;) {
    try {
      await action();
      return;
    } catch (cause) {
      if (await patience.isDone?.()) return;
      if (Date.now() > deadline) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new NetworkError(`${patience.what} failed for ${patience.timeout / 1000} s: ${reason}`, {
          ...patience.hints,
          cause,
        });
      }
    }
    await wait(pause);
  }
}
