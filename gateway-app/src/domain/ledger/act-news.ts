import type { Failure } from '../shared/failure.js';

/** Hears how acts end; must not throw. */
export interface ActNews {
  committed(): void;
  /** Endorsed, and no orderer took it, for want of orderers or of their leader. */
  notOrdered(): void;
  failed(failure: Failure): void;
}
