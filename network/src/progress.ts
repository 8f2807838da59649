/** Tells the user what takes time. */
export interface Progress {
  /** Runs one step and reports its title and duration; also works without a terminal. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Says one thing. */
  note(text: string): void;
}

/** A running step is announced after this long, and again after each further period. */
const announceAfter = 2_000;
const announceAgain = 30_000;

/** Progress as lines on a stream: one when a step takes over two seconds, one when it is done. */
export function progressLines(output: NodeJS.WritableStream): Progress {
  return {
    note(text) {
      output.write(`${text}\n`);
    },
    async step(title, work) {
      const start = performance.now();
      const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
      let repeat: NodeJS.Timeout | undefined;
      const first = setTimeout(() => {
        output.write(`… ${title}\n`);
        repeat = setInterval(() => output.write(`… ${title} (${seconds()} so far)\n`), announceAgain);
      }, announceAfter);
      try {
        const result = await work();
        output.write(`✓ ${title} (${seconds()})\n`);
        return result;
      } catch (error) {
        output.write(`✗ ${title} (${seconds()})\n`);
        throw error;
      } finally {
        clearTimeout(first);
        clearInterval(repeat);
      }
    },
  };
}
