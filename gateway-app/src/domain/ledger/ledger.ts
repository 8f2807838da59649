import type {
  Attachments,
  EvaluatedFunction,
  JsonValue,
  Statement,
  SubmittedFunction,
} from '@medseal/ledger-model';
import type { CallerPresence } from './caller-presence.js';
import type { Creator } from './block.js';

/** A certificate with the means to use it: Fabric's identity and signer. */
export interface FabricIdentity {
  readonly mspId: string;
  /** PEM of the X.509 certificate. */
  readonly certificate: string;
  /** ECDSA P-256 over SHA-256 of the message, DER with low S. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Who can act on the ledger: a Fabric identity and the ML-DSA key that every act is signed with. */
export interface Actor {
  readonly identity: FabricIdentity;
  /** Pseudonym of a person, MSP id of an operator. */
  readonly name: string;
  readonly keyVersion: number;
  /** ML-DSA-65 signature (3309 bytes) over the act with the function's context. */
  signAct(act: Uint8Array, context: string): Uint8Array;
  /** Whether someone waits for the act; left out when the gateway acts by itself. */
  readonly caller?: CallerPresence | undefined;
  /** The idempotency row of the request in which the person acts; the journal links the transaction to it. */
  readonly request?: string;
}

/** A transaction that is in a block and valid. */
export interface Committed {
  readonly transactionId: string;
  /** Block number, decimal. */
  readonly block: string;
}

/** A submitted act: function, signed content and what accompanies it. */
export interface ActRequest<Name extends SubmittedFunction> {
  readonly function: Name;
  readonly statement: Statement<Name>;
  readonly attachments?: Attachments;
}

/** The ledger as the rest of the gateway sees it. Failures are `Failure`s. */
export interface Ledger {
  /**
   * Endorses, submits and waits for the commit. A lost MVCC race is retried with a new proposal, a limited number of
   * times. Nothing is submitted for a caller who has left; once submitted, the outcome is awaited.
   * @throws {Failure} with the contract's code, CONFLICT, UNAVAILABLE, or OUTCOME_UNKNOWN when the commit was not
   * seen.
   */
  submit<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Promise<Committed>;
  /** Evaluates at this organization's peer, as `identity` or as the gateway's service identity; returns the parsed answer. */
  evaluate(name: EvaluatedFunction, args: readonly string[], identity?: FabricIdentity): Promise<JsonValue>;
}

/** What one organization's peer says about its copy of the channel. */
export interface ChainInfo {
  /** Number of blocks, decimal. */
  readonly height: string;
  /** Header hash of the newest block, hex. */
  readonly latestHash: string;
}

/** Asks peers about their copies of the channel. */
export interface ChainReader {
  /** @throws {Failure} UNAVAILABLE when no peer of the organization answers. */
  chainInfo(mspId: string): Promise<ChainInfo>;
}

/** Asks peers for the hashes of their blocks. */
export interface HeaderHashReader {
  /** Header hash (hex) of a block as this organization's peer stores it. @throws {Failure} UNAVAILABLE */
  headerHashAt(mspId: string, block: number): Promise<string>;
}

/** The transaction to look for. */
export interface SoughtTransaction {
  readonly transactionId: string;
  /**
   * The signed transaction as fabric-gateway serializes it. It distinguishes this transaction from others with the
   * same id.
   */
  readonly bytes?: Uint8Array;
}

/** The state of a transaction at one organization's peer. */
export type TransactionState =
  | Readonly<{ state: 'valid'; block: string }>
  /** In a block with this validation code, without effect. */
  | Readonly<{ state: 'invalid'; code: number }>
  /** Other bytes used up its id at an earlier place: it has no effect, and never will. */
  | Readonly<{ state: 'taken'; by: Creator; block: string }>
  | Readonly<{ state: 'absent' }>;

/** The outcome of a transaction that was submitted. */
export type InBlock = Exclude<TransactionState, { state: 'absent' }>;

/** Asks peers about transactions. */
export interface TransactionReader {
  /** @throws {Failure} UNAVAILABLE when no peer of the organization answers. */
  transactionState(sought: SoughtTransaction, mspId: string): Promise<TransactionState>;
}

/** Submits what was signed before, with the gateway's own identity: the signature that counts is in the bytes. */
export interface Resubmitter {
  /**
   * Resolves when the transaction is in a block, whichever way it got there.
   * @throws {Failure} UNAVAILABLE when the orderers refused it, OUTCOME_UNKNOWN when it was not seen in time.
   */
  resubmit(bytes: Uint8Array): Promise<InBlock>;
}
