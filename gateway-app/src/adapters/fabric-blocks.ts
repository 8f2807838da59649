import { createHash, X509Certificate } from 'node:crypto';
import { type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { chaincodeName } from '@medseal/ledger-model';
import type { BlockLookup, BlockSource, KeyWrite, LedgerBlock, LedgerTransaction } from '../domain/block.js';
import { Failure } from '../domain/failure.js';
import type { FabricIdentity } from '../domain/ledger.js';
import type { FabricLedger } from './fabric-ledger.js';

/** Index of the validation codes in a block's metadata (fabric-protos, BlockMetadataIndex.TRANSACTIONS_FILTER). */
const transactionsFilter = 2;

const endorserTransaction: number = common.HeaderType.ENDORSER_TRANSACTION;

/** Blocks from peers, read with the service identity: with private data from the own one, without it from any. */
export class FabricBlocks implements BlockSource, BlockLookup {
  readonly #ledger: FabricLedger;
  readonly #service: FabricIdentity;
  readonly #channel: string;

  constructor(fabric: FabricLedger, service: FabricIdentity, channel: string) {
    this.#ledger = fabric;
    this.#service = service;
    this.#channel = channel;
  }

  async *blocks(start: bigint, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
    const network = this.#ledger.gateway(this.#service).getNetwork(this.#channel);
    const events = await network.getBlockAndPrivateDataEvents({ startBlock: start });
    const close = onAbort(signal, events);
    try {
      for await (const event of events) {
        yield parseBlock(required(event.getBlock(), 'block'), event.getPrivateDataMapMap());
      }
    } finally {
      close();
    }
  }

  async block(number: string, mspId: string): Promise<LedgerBlock> {
    try {
      const contract = this.#ledger.gateway(this.#service).getNetwork(this.#channel).getContract('qscc');
      const bytes = await contract.evaluate('GetBlockByNumber', {
        arguments: [this.#channel, number],
        endorsingOrganizations: [mspId],
      });
      return parseBlock(common.Block.deserializeBinary(bytes));
    } catch (error) {
      throw new Failure(
        'UNAVAILABLE',
        'no peer of the organization gives this block',
        { retryAfter: 5 },
        error,
      );
    }
  }
}

/** Ends the stream on abort, and at last. */
function onAbort(signal: AbortSignal, events: CloseableAsyncIterable<unknown>): () => void {
  const close = (): void => {
    events.close();
  };
  signal.addEventListener('abort', close, { once: true });
  // A stream that was never iterated must not be closed (it ends the process): let the iteration begin first.
  if (signal.aborted) queueMicrotask(close);
  return () => {
    signal.removeEventListener('abort', close);
    close();
  };
}

function parseBlock(
  block: common.Block,
  privateData?: Readonly<{ get(index: number): ledger.rwset.TxPvtReadWriteSet | undefined }>,
): LedgerBlock {
  const header = required(block.getHeader(), 'block header');
  const data = required(block.getData(), 'block data').getDataList_asU8();
  const codes = block.getMetadata()?.getMetadataList_asU8()[transactionsFilter] ?? new Uint8Array();
  return {
    number: BigInt(header.getNumber()),
    previousHash: hex(header.getPreviousHash_asU8()),
    dataHash: hex(header.getDataHash_asU8()),
    recomputedDataHash: createHash('sha256').update(Buffer.concat(data)).digest('hex'),
    size: data.reduce((bytes, { length }) => bytes + length, 0),
    transactions: data.map((bytes, index) =>
      parseTransaction(bytes, codes[index] ?? 255, privateData?.get(index)),
    ),
  };
}

function parseTransaction(
  bytes: Uint8Array,
  validationCode: number,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): LedgerTransaction {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = required(payload.getHeader(), 'payload header');
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const creator = common.SignatureHeader.deserializeBinary(
    header.getSignatureHeader_asU8(),
  ).getCreator_asU8();
  return {
    transactionId: channelHeader.getTxId(),
    validationCode,
    at: required(channelHeader.getTimestamp(), 'timestamp').toDate().toISOString(),
    creator: parseCreator(creator),
    ...(channelHeader.getType() === endorserTransaction
      ? parseEndorsed(payload.getData_asU8(), privateData)
      : { function: 'config', endorsers: [], keysWritten: 0, writes: [] }),
  };
}

function parseEndorsed(
  bytes: Uint8Array,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): Pick<LedgerTransaction, 'function' | 'endorsers' | 'keysWritten' | 'writes'> {
  const action = required(
    peer.Transaction.deserializeBinary(bytes).getActionsList()[0],
    'transaction action',
  );
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const endorsed = required(payload.getAction(), 'endorsed action');
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const results = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()).getResults_asU8();
  return {
    function: calledFunction(payload.getChaincodeProposalPayload_asU8()),
    endorsers: endorsed
      .getEndorsementsList()
      .map((each) => msp.SerializedIdentity.deserializeBinary(each.getEndorser_asU8()).getMspid()),
    ...parseWrites(results, privateData),
  };
}

function calledFunction(bytes: Uint8Array): string {
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(bytes);
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8());
  const name = invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8()[0];
  return name === undefined ? '' : Buffer.from(name).toString('utf8');
}

function parseWrites(
  results: Uint8Array,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): Pick<LedgerTransaction, 'keysWritten' | 'writes'> {
  const clear = privateWrites(privateData);
  const namespaces = ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList();
  const written = namespaces.map((set) => ({
    own: set.getNamespace() === chaincodeName,
    writes: [...publicWrites(set.getRwset_asU8()), ...hashedWrites(set, clear)],
  }));
  return {
    keysWritten: written.reduce((keys, { writes }) => keys + writes.length, 0),
    writes: written.flatMap(({ own, writes }) => (own ? writes : [])),
  };
}

function publicWrites(rwset: Uint8Array): KeyWrite[] {
  const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(rwset);
  const read = new Map(set.getReadsList().map((each) => [each.getKey(), placeOf(each.getVersion())]));
  return set.getWritesList().map((write) => ({
    collection: undefined,
    key: write.getKey(),
    keyHash: sha256Hex(write.getKey()),
    value: write.getIsDelete() ? undefined : Buffer.from(write.getValue_asU8()).toString('utf8'),
    valueHash: undefined,
    kind: write.getIsDelete() ? 'delete' : 'put',
    replaces: read.get(write.getKey()),
  }));
}

/** What the block says of private writes, completed by the clear writes that the peer delivered. */
function hashedWrites(set: ledger.rwset.NsReadWriteSet, clear: ReadonlyMap<string, ClearWrite>): KeyWrite[] {
  return set.getCollectionHashedRwsetList().flatMap((collection) => {
    const name = collection.getCollectionName();
    const hashed = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
    const read = new Map(
      hashed.getHashedReadsList().map((each) => [hex(each.getKeyHash_asU8()), placeOf(each.getVersion())]),
    );
    return hashed.getHashedWritesList().map((write) => {
      const keyHash = hex(write.getKeyHash_asU8());
      const found = clear.get(`${name} ${keyHash}`);
      return {
        collection: name,
        key: found?.key,
        keyHash,
        value: found?.value,
        valueHash: write.getIsDelete() ? undefined : hex(write.getValueHash_asU8()),
        kind: write.getIsPurge() ? 'purge' : write.getIsDelete() ? 'delete' : 'put',
        replaces: read.get(keyHash),
      } as const;
    });
  });
}

/** Block and position of the transaction that wrote what another one read; none for a key that did not exist. */
function placeOf(version: ledger.rwset.kvrwset.Version | undefined): string | undefined {
  return version && `${version.getBlockNum()}:${version.getTxNum()}`;
}

interface ClearWrite {
  readonly key: string;
  readonly value: string | undefined;
}

/** Clear private writes by collection and key hash. */
function privateWrites(set: ledger.rwset.TxPvtReadWriteSet | undefined): ReadonlyMap<string, ClearWrite> {
  const writes = new Map<string, ClearWrite>();
  for (const namespace of set?.getNsPvtRwsetList() ?? []) {
    if (namespace.getNamespace() !== chaincodeName) continue;
    for (const collection of namespace.getCollectionPvtRwsetList()) {
      for (const write of ledger.rwset.kvrwset.KVRWSet.deserializeBinary(
        collection.getRwset_asU8(),
      ).getWritesList()) {
        const value = write.getIsDelete() ? undefined : Buffer.from(write.getValue_asU8()).toString('utf8');
        writes.set(`${collection.getCollectionName()} ${sha256Hex(write.getKey())}`, {
          key: write.getKey(),
          value,
        });
      }
    }
  }
  return writes;
}

/** Who created a transaction; the genesis block's has no certificate. */
function parseCreator(bytes: Uint8Array): LedgerTransaction['creator'] {
  const identity = msp.SerializedIdentity.deserializeBinary(bytes);
  const certificate = identity.getIdBytes_asU8();
  const subject = certificate.length === 0 ? '' : new X509Certificate(certificate).subject;
  return { mspId: identity.getMspid(), commonName: /^CN=(.*)$/m.exec(subject)?.[1] ?? '' };
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`a block without ${name}`);
  return value;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
