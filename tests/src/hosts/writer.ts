import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { consentBody, type Person } from '../kit/api/gateway-client.js';
import { pagesOf } from '../kit/api/paging.js';

/** Milliseconds between an acknowledged act and the next. */
const pause = 100;
/**
 * Milliseconds after which an act that is never acknowledged is a failure: longer than every cut, and healing
 * after it.
 */
const patience = 180_000;

/** What a writer did. */
export interface Written {
  /** Acts that were acknowledged. */
  readonly acts: number;
  /** Milliseconds of the longest time without one. */
  readonly longestGap: number;
  /** Answers that were not an acknowledgement; the act was repeated under its key until it was. */
  readonly refusals: number;
}

/**
 * A patient who permits a person to read, again and again, as a program that must not lose an act does: each under an
 * idempotency key, repeated until it is acknowledged.
 */
export class Writer {
  readonly #patient: Person;
  readonly #grantee: string;
  readonly #reportId: string;
  readonly #over = new AbortController();
  readonly #acknowledged: string[] = [];
  readonly #working: Promise<void>;
  #longestGap = 0;
  #refusals = 0;

  /** Begins at once. */
  constructor(patient: Person, grantee: string, reportId: string) {
    this.#patient = patient;
    this.#grantee = grantee;
    this.#reportId = reportId;
    this.#working = this.#work();
    // `stop` throws it.
    this.#working.catch(() => undefined);
  }

  get acts(): number {
    return this.#acknowledged.length;
  }

  /**
   * Ends after the act that it is at.
   * @throws when the record holds an act that was not acknowledged, or one
   * twice, or lacks one.
   */
  async stop(): Promise<Written> {
    this.#over.abort();
    await this.#working;
    const recorded = await this.#recorded();
    if (recorded.toSorted().join() !== this.#acknowledged.toSorted().join())
      throw new Error(`${this.#acknowledged.length} acts were acknowledged, ${recorded.length} are recorded`);
    return { acts: this.acts, longestGap: this.#longestGap, refusals: this.#refusals };
  }

  async #work(): Promise<void> {
    let last = performance.now();
    while (!this.#over.signal.aborted) {
      this.#acknowledged.push(await this.#grant(randomUUID()));
      this.#longestGap = Math.max(this.#longestGap, performance.now() - last);
      last = performance.now();
      await delay(pause);
    }
  }

  async #grant(key: string): Promise<string> {
    const body = consentBody({ personId: this.#grantee }, this.#reportId);
    const giveUp = performance.now() + patience;
    for (;;) {
      try {
        const { gateway, token } = this.#patient;
        const headers = { 'idempotency-key': key };
        const answer = await gateway.call<{ consentId: string }>('POST', '/consents', {
          token,
          body,
          headers,
        });
        return answer.consentId;
      } catch (error) {
        if (performance.now() > giveUp) throw error;
        this.#refusals++;
        await delay(pause);
      }
    }
  }

  async #recorded(): Promise<string[]> {
    const pages = await pagesOf<{ consentId: string }>(this.#patient, '/consents?limit=100');
    return pages.flat().map(({ consentId }) => consentId);
  }
}
