import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { storeFinding } from '../domain/health/checks.js';
import { Failure } from '../domain/shared/failure.js';
import type { Finding } from '../domain/health/health.js';
import type { ReportStore } from '../domain/reports/store.js';

/** Milliseconds between two probes while uploads fail, that a probe may take, and that a look waits for it. */
const probing = { every: 10_000, longest: 15_000, waitedFor: 1_000 } as const;

/** Failures of the store, not of what was to be stored. */
const telling: readonly Failure['code'][] = ['STORE_FULL', 'UNAVAILABLE', 'CLOCK_WRONG'];

/**
 * Watches whether the store takes uploads: a refusal is remembered until the store takes another upload, or a probe.
 * A store that is full still answers.
 */
export class StoreWatch implements Pick<ReportStore, 'put'> {
  readonly #store: Pick<ReportStore, 'put' | 'ready' | 'probe'>;
  readonly #now: () => number;
  #refusal: Failure | undefined;
  #probedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds that only grow */
  constructor({
    store,
    now = () => performance.now(),
  }: Readonly<{ store: Pick<ReportStore, 'put' | 'ready' | 'probe'>; now?: () => number }>) {
    this.#store = store;
    this.#now = now;
  }

  async put(objectKey: string, size: number, content: Readable): Promise<void> {
    await this.#noting(() => this.#store.put(objectKey, size, content));
  }

  async finding(signal: AbortSignal): Promise<Finding> {
    const isReady = await this.#store.ready(signal);
    if (isReady) await Promise.race([this.#probe(), delay(probing.waitedFor, undefined, { signal })]);
    return storeFinding(isReady, this.#refusal);
  }

  /** Checks whether a refusal is over. A probe that fails, or takes long, adds nothing to what was known. */
  async #probe(): Promise<void> {
    if (this.#refusal === undefined || this.#now() - this.#probedAt < probing.every) return;
    this.#probedAt = this.#now();
    await this.#store.probe(AbortSignal.timeout(probing.longest)).then(
      () => {
        this.#refusal = undefined;
      },
      () => undefined,
    );
  }

  async #noting(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.#refusal = undefined;
    } catch (error) {
      if (error instanceof Failure && telling.includes(error.code)) this.#refusal = error;
      throw error;
    }
  }
}
