import { Context } from './contract-api.js';
import type { Settings } from './settings.js';

/** What a transaction sees: the stub, the client's certificate, the transaction's time and the agreed settings. */
export class LedgerContext extends Context {
  readonly #settings: Settings | undefined;

  /** Without settings only while the decorators inspect the class. */
  constructor(settings?: Settings) {
    super();
    this.#settings = settings;
  }

  get settings(): Settings {
    if (this.#settings === undefined) throw new Error('a transaction cannot run without settings');
    return this.#settings;
  }

  /**
   * Transaction time, RFC 3339 with milliseconds: set by the client, bounded by the peers (TimeWindowCheck), the same
   * at every endorser. Contracts have no other clock.
   */
  get time(): string {
    return this.stub.getDateTimestamp().toISOString();
  }
}
