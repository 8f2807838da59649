import { createHash } from 'node:crypto';
import type { ChaincodeStub, SerializedIdentity } from 'fabric-shim';

/** A proposal as it reaches a peer. */
export interface RawProposal {
  readonly txId: string;
  readonly channel: string;
  readonly creator: SerializedIdentity;
  readonly time: Date;
  readonly args: readonly string[];
  readonly transient: ReadonlyMap<string, Uint8Array>;
}

/** A write; `value` is absent for a purge. Public state has the collection `''`. */
export interface Write {
  readonly collection: string;
  readonly key: string;
  readonly value?: Uint8Array;
}

type StubPart = Pick<
  ChaincodeStub,
  | 'getArgs'
  | 'getStringArgs'
  | 'getFunctionAndParameters'
  | 'getTxID'
  | 'getChannelID'
  | 'getCreator'
  | 'getTransient'
  | 'getDateTimestamp'
  | 'getState'
  | 'putState'
  | 'getPrivateData'
  | 'getPrivateDataHash'
  | 'putPrivateData'
  | 'purgePrivateData'
  | 'setEvent'
>;

const nothing = new Uint8Array();

/** A read: what a transaction saw under a key. */
export type Read = Required<Write>;

/** World state and private collections of one peer, in memory. */
export class MemoryLedger {
  readonly #state: Map<string, Uint8Array>;

  constructor(from?: MemoryLedger) {
    this.#state = new Map(from === undefined ? [] : from.#state);
  }

  /** The bytes under a key, or none. */
  get(collection: string, key: string): Uint8Array {
    return this.#state.get(`${collection} ${key}`) ?? nothing;
  }

  /** True when Fabric would invalidate a transaction with this read, because someone else has written since. */
  isStale(reads: readonly Read[]): boolean {
    return reads.some(({ collection, key, value }) => !Buffer.from(value).equals(this.get(collection, key)));
  }

  /** Applies the writes of a valid transaction. */
  commit(writes: readonly Write[]): void {
    for (const { collection, key, value } of writes) {
      if (value === undefined) this.#state.delete(`${collection} ${key}`);
      else this.#state.set(`${collection} ${key}`, value);
    }
  }
}

/**
 * The part of the stub that the contracts may use, over a {@link MemoryLedger}. Like Fabric, it keeps writes separate,
 * so a transaction does not read what it wrote, and it refuses to write a private key twice or to purge what it wrote.
 */
export class MemoryStub implements StubPart {
  readonly writes: Write[] = [];
  readonly reads: Read[] = [];
  event: { name: string; payload: Uint8Array } | undefined;

  readonly #ledger: MemoryLedger;
  readonly #proposal: RawProposal;

  constructor(ledger: MemoryLedger, proposal: RawProposal) {
    this.#ledger = ledger;
    this.#proposal = proposal;
  }

  /** Not in the typed interface, but what contract-api's dispatch reads. */
  getBufferArgs(): Buffer[] {
    return this.#proposal.args.map((text) => Buffer.from(text));
  }

  getArgs(): string[] {
    return [...this.#proposal.args];
  }

  getStringArgs(): string[] {
    return this.getArgs();
  }

  getFunctionAndParameters(): { fcn: string; params: string[] } {
    const [fcn = '', ...params] = this.#proposal.args;
    return { fcn, params };
  }

  getTxID(): string {
    return this.#proposal.txId;
  }

  getChannelID(): string {
    return this.#proposal.channel;
  }

  getCreator(): SerializedIdentity {
    return this.#proposal.creator;
  }

  getTransient(): Map<string, Uint8Array> {
    return new Map(this.#proposal.transient);
  }

  getDateTimestamp(): Date {
    return this.#proposal.time;
  }

  getState(key: string): Promise<Uint8Array> {
    return Promise.resolve(this.#read('', key));
  }

  putState(key: string, value: Uint8Array): Promise<void> {
    return this.#write({ collection: '', key, value });
  }

  getPrivateData(collection: string, key: string): Promise<Uint8Array> {
    return Promise.resolve(this.#read(collection, key));
  }

  getPrivateDataHash(collection: string, key: string): Promise<Uint8Array> {
    const value = this.#read(collection, key);
    return Promise.resolve(value.length === 0 ? nothing : createHash('sha256').update(value).digest());
  }

  putPrivateData(collection: string, key: string, value: Uint8Array): Promise<void> {
    return this.#write({ collection, key, value });
  }

  purgePrivateData(collection: string, key: string): Promise<void> {
    return this.#write({ collection, key });
  }

  setEvent(name: string, payload: Uint8Array): void {
    this.event = { name, payload };
  }

  #read(collection: string, key: string): Uint8Array {
    const value = this.#ledger.get(collection, key);
    this.reads.push({ collection, key, value });
    return value;
  }

  #write(write: Write): Promise<void> {
    const before = this.writes.some(
      ({ collection, key }) => collection === write.collection && key === write.key,
    );
    if (before) return Promise.reject(new Error('a transaction wrote the same key twice'));
    this.writes.push(write);
    return Promise.resolve();
  }
}
