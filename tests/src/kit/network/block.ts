import { createHash, X509Certificate } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { chaincodeName } from '@medseal/ledger-model';

/** What a block shows forever of one transaction. */
export interface BlockTransaction {
  readonly transactionId: string;
  readonly creator: Readonly<{ mspId: string; commonName: string }>;
  /** False for one that lost a race: it is in the block without effect. */
  readonly valid: boolean;
  /** The whole envelope. */
  readonly bytes: Buffer;
  /** Of transactions of our chaincode. */
  readonly endorsed?: EndorsedCall;
}

/** A call of our chaincode with everything that it left in the block. */
export interface EndorsedCall {
  readonly arguments: readonly string[];
  /** Number of entries of transient data that were left in the block; must be none. */
  readonly transientEntries: number;
  readonly result: string;
  readonly event: Readonly<{ name: string; payload: Buffer }>;
  readonly publicReads: readonly string[];
  readonly publicWrites: readonly Readonly<{ key: string; value: string }>[];
  readonly privateReads: readonly HashedKey[];
  readonly privateWrites: readonly HashedKey[];
}

/** A private key's name as a block shows it: SHA-256, hex. */
interface HashedKey {
  readonly collection: string;
  readonly hash: string;
  readonly purge: boolean;
}

/** Hash of a private key's name as Fabric writes it. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Takes a stored block apart. */
export function transactionsOf(block: Uint8Array): BlockTransaction[] {
  const parsed = common.Block.deserializeBinary(block);
  const codes = parsed.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  const valid: number = peer.TxValidationCode.VALID;
  return required(parsed.getData())
    .getDataList_asU8()
    .map((bytes, index) => parseEnvelope(Buffer.from(bytes), codes?.[index] === valid));
}

function parseEnvelope(bytes: Buffer, valid: boolean): BlockTransaction {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = required(payload.getHeader());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const base = {
    transactionId: channelHeader.getTxId(),
    creator: creatorOf(signatureHeader.getCreator_asU8()),
    valid,
    bytes,
  };
  const ofEndorser: number = common.HeaderType.ENDORSER_TRANSACTION;
  if (channelHeader.getType() !== ofEndorser) return base;
  const endorsed = parseEndorsed(payload.getData_asU8());
  return endorsed === undefined ? base : { ...base, endorsed };
}

function creatorOf(bytes: Uint8Array): BlockTransaction['creator'] {
  const identity = msp.SerializedIdentity.deserializeBinary(bytes);
  const certificate = identity.getIdBytes_asU8();
  const subject = certificate.length === 0 ? '' : new X509Certificate(certificate).subject;
  return { mspId: identity.getMspid(), commonName: /^CN=(.*)$/m.exec(subject)?.[1] ?? '' };
}

function parseEndorsed(bytes: Uint8Array): EndorsedCall | undefined {
  const [first] = peer.Transaction.deserializeBinary(bytes).getActionsList();
  const payload = peer.ChaincodeActionPayload.deserializeBinary(required(first).getPayload_asU8());
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(
    payload.getChaincodeProposalPayload_asU8(),
  );
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8());
  const called = required(invocation.getChaincodeSpec());
  if (called.getChaincodeId()?.getName() !== chaincodeName) return undefined;
  const response = peer.ProposalResponsePayload.deserializeBinary(
    required(payload.getAction()).getProposalResponsePayload_asU8(),
  );
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  return {
    arguments: required(called.getInput()).getArgsList_asU8().map(text),
    transientEntries: proposal.getTransientmapMap().getLength(),
    result: text(required(action.getResponse()).getPayload_asU8()),
    event: { name: event.getEventName(), payload: Buffer.from(event.getPayload_asU8()) },
    ...readWriteSets(action.getResults_asU8()),
  };
}

type Sets = Pick<EndorsedCall, 'publicReads' | 'publicWrites' | 'privateReads' | 'privateWrites'>;

function readWriteSets(results: Uint8Array): Sets {
  const own = ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincodeName);
  const open = own.map((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()));
  const hashed = own
    .flatMap((set) => set.getCollectionHashedRwsetList())
    .map((set) => ({
      collection: set.getCollectionName(),
      set: ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(set.getHashedRwset_asU8()),
    }));
  return {
    publicReads: open.flatMap((set) => set.getReadsList()).map((read) => read.getKey()),
    publicWrites: open
      .flatMap((set) => set.getWritesList())
      .map((write) => ({ key: write.getKey(), value: text(write.getValue_asU8()) })),
    privateReads: hashed.flatMap(({ collection, set }) =>
      set
        .getHashedReadsList()
        .map((read) => ({ collection, hash: hex(read.getKeyHash_asU8()), purge: false })),
    ),
    privateWrites: hashed.flatMap(({ collection, set }) =>
      set
        .getHashedWritesList()
        .map((write) => ({ collection, hash: hex(write.getKeyHash_asU8()), purge: write.getIsPurge() })),
    ),
  };
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a block lacks a part that every block has');
  return value;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
