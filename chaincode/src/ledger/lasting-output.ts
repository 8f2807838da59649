import type { Writable } from 'node:stream';

/** Milliseconds until failed output is tried again. */
const retryAfter = 1_000;

/**
 * Keeps a program running when its output cannot be written, for example on a full disk. What Fabric's library logs in
 * the meantime is lost and counted. Once the output works again, it says how many writes failed.
 */
export function outliveFailures(output: Writable): void {
  let lost = 0;
  let retry: NodeJS.Timeout | undefined;
  const tryAgain = (): void => {
    retry = undefined;
    const writes = lost;
    output.write(`${writes} lines of this log are lost: they could not be written\n`, (error) => {
      // A line about losses does not itself count as a loss.
      lost -= error ? 1 : writes;
    });
  };
  output.on('error', () => {
    lost += 1;
    retry ??= setTimeout(tryAgain, retryAfter).unref();
  });
}
