/** A request that names an idempotency key. Names and bodies are HMACs: what was sent cannot be read from them. */
export interface KeyedRequest {
  /** Of person, method, path and key. */
  readonly id: string;
  /** Of the body. */
  readonly body: string;
}

/** What is known of an earlier request with the same key. */
export type EarlierRequest =
  | Readonly<{ kind: 'none' }>
  /** Runs now. */
  | Readonly<{ kind: 'running' }>
  | Readonly<{ kind: 'other-body' }>
  | Readonly<{ kind: 'done'; status: number; resourceId: string }>
  /** Ended, or was cut off, after it had signed a transaction. */
  | Readonly<{ kind: 'unsettled'; transactionId: string; resourceId: string | undefined }>;

/** Remembers requests by their keys for a day. */
export interface IdempotencyKeys {
  /** Claims the key for a request that begins; tells of an earlier one instead where there is one. */
  claim(request: KeyedRequest): Promise<EarlierRequest>;
  /** Claims the key of an unsettled request whose transaction turned out to be without effect. */
  claimAgain(request: KeyedRequest): Promise<EarlierRequest>;
  done(id: string, result: Readonly<{ status: number; resourceId: string }>): Promise<void>;
  /** The request failed; without a transaction it leaves no trace. */
  failed(id: string): Promise<void>;
}
