import type { Failure } from '../shared/failure.js';

/** Is informed how acts end; must not throw. */
export interface ActNews {
  committed(): void;
  /** Endorsed, but no orderer took it: orderers or their leader were missing. */
  notOrdered(): void;
  failed(failure: Failure): void;
}
