/** Works in the background until the signal aborts; then its promise resolves. */
interface Task {
  run(signal: AbortSignal): Promise<void>;
}

/** What has been started and must be ended, the last started first. */
export class Lifetime {
  readonly #ends: (() => unknown)[] = [];

  /** Ends `part` when the program ends; returns it. */
  owns<Part extends Readonly<{ close(): unknown }>>(part: Part): Part {
    this.#ends.push(() => part.close());
    return part;
  }

  /** Runs tasks in the background until the program ends, and waits for them then. */
  runs(...tasks: readonly Task[]): void {
    const stop = new AbortController();
    const running = tasks.map((task) => task.run(stop.signal));
    this.owns({
      close: async () => {
        stop.abort();
        await Promise.all(running);
      },
    });
  }

  /**
   * Runs work and ends what it has started. When the work fails, that is what is thrown, and `onEndFailure` receives
   * what failed to end after it.
   */
  static async during<Result>(
    work: (lifetime: Lifetime) => Promise<Result>,
    onEndFailure: (error: unknown) => void,
  ): Promise<Result> {
    const lifetime = new Lifetime();
    let result: Result;
    try {
      result = await work(lifetime);
    } catch (error) {
      await lifetime.end().catch(onEndFailure);
      throw error;
    }
    await lifetime.end();
    return result;
  }

  /** Ends everything, even if one part fails to end. @throws {AggregateError} */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some parts did not end cleanly');
  }
}
