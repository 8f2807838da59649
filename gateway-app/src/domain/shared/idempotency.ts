/** A request that names an idempotency key. Names and bodies are HMACs: what was sent cannot be read from them. */
export interface KeyedRequest {
  /** Of person, method, path and key. */
  readonly id: string;
  /** Of the body. */
  readonly body: string;
}

/** What is known about an earlier request with the same key. */
export type EarlierRequest =
  | Readonly<{ kind: 'none' }>
  /** It is running. */
  | Readonly<{ kind: 'running' }>
  | Readonly<{ kind: 'other-body' }>
  | Readonly<{ kind: 'done'; status: number; resourceId: string }>
  /** It ended, or was cut off, after it had signed a transaction. */
  | Readonly<{ kind: 'unsettled'; transactionId: string; resourceId: string | undefined }>;

/** Remembers requests by their keys for a day. */
export interface IdempotencyKeys {
  /** Claims the key for a request that begins; returns the earlier request instead, if there is one. */
  claim(request: KeyedRequest): Promise<EarlierRequest>;
  /** Claims the key of an unsettled request whose transaction turned out to have no effect. */
  claimAgain(request: KeyedRequest): Promise<EarlierRequest>;
  done(id: string, result: Readonly<{ status: number; resourceId: string }>): Promise<void>;
  /** The request failed; if it signed no transaction, it leaves no trace. */
  failed(id: string): Promise<void>;
}
