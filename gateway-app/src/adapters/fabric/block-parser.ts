import { createHash, X509Certificate } from 'node:crypto';
import { common, type ledger } from '@hyperledger/fabric-protos';
import type { LedgerBlock, LedgerTransaction } from '../../domain/ledger/block.js';
import { kindOf } from '../../domain/ledger/transaction-kind.js';
import { hasCheckedCreator } from '../../domain/ledger/validation-codes.js';
import { readEndorsed, readEndorsers } from './endorsed-transaction.js';
import { hex, attempt, WireMessage } from './wire-message.js';

/** Index of the validation codes in a block's metadata (fabric-protos, BlockMetadataIndex.TRANSACTIONS_FILTER). */
const transactionsFilter = 2;

/** Fabric's code where a block does not tell (TxValidationCode.INVALID_OTHER_REASON). */
const unknownCode = 255;

/** Private data of a block's transactions by their position. */
type PrivateData = Readonly<{ get(index: number): ledger.rwset.TxPvtReadWriteSet | undefined }>;

/**
 * Takes a block apart. Each transaction is read on its own: what one of them cannot tell is missing from that one only.
 * @throws when the block itself, which its peer made, lacks a part.
 */
export function parseBlock(block: common.Block, privateData?: PrivateData): LedgerBlock {
  const header = required(block.getHeader(), 'header');
  const data = required(block.getData(), 'data').getDataList_asU8();
  return {
    number: BigInt(header.getNumber()),
    previousHash: hex(header.getPreviousHash_asU8()),
    dataHash: hex(header.getDataHash_asU8()),
    recomputedDataHash: createHash('sha256').update(Buffer.concat(data)).digest('hex'),
    size: data.reduce((bytes, { length }) => bytes + length, 0),
    transactions: envelopesOf(block).map(({ bytes, validationCode }, index) =>
      parseTransaction(bytes, validationCode, privateData?.get(index)),
    ),
  };
}

/** A transaction as it stands in a block: an envelope, unread. */
export interface BlockEnvelope {
  readonly bytes: Uint8Array;
  /** Fabric's validation code; 0 is valid. */
  readonly validationCode: number;
}

/** The transactions of a block in their order. @throws when the block has none. */
export function envelopesOf(block: common.Block): readonly BlockEnvelope[] {
  const data = required(block.getData(), 'data').getDataList_asU8();
  const codes = block.getMetadata()?.getMetadataList_asU8()[transactionsFilter] ?? new Uint8Array();
  return data.map((bytes, index) => ({ bytes, validationCode: codes[index] ?? unknownCode }));
}

/** Id, creator and time of a transaction, as far as its envelope tells. */
export function originOf({ bytes, validationCode }: BlockEnvelope): TransactionOrigin {
  const payload = attempt(() => payloadOf(bytes));
  return originIn(payload, headerIn(payload), validationCode);
}

/** Id of a transaction; empty where its envelope tells none. */
export function transactionIdOf(bytes: Uint8Array): string {
  return idIn(headerIn(attempt(() => payloadOf(bytes))));
}

/** MSP ids that the endorsements of a transaction carry, each once; none where they cannot be read. */
export function endorsersOf(bytes: Uint8Array): readonly string[] {
  return attempt(() => readEndorsers(payloadOf(bytes).bytes(payloadFields.data))) ?? [];
}

/** What a transaction says of where it comes from. */
export type TransactionOrigin = Pick<
  LedgerTransaction,
  'transactionId' | 'validationCode' | 'at' | 'creator' | 'claimedCreator'
>;

function parseTransaction(
  bytes: Uint8Array,
  validationCode: number,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): LedgerTransaction {
  const payload = attempt(() => payloadOf(bytes));
  const header = headerIn(payload);
  const content =
    payload && header && attempt(() => contentOf({ header, payload }, validationCode, privateData));
  return { ...originIn(payload, header, validationCode), ...(content ?? unreadable) };
}

type Content = Pick<
  LedgerTransaction,
  'kind' | 'function' | 'endorsers' | 'keysWritten' | 'writes' | 'members'
>;

const unreadable: Content = { kind: 'unreadable', function: '', endorsers: [], keysWritten: 0, writes: [] };
const foreign: Content = { ...unreadable, kind: 'foreign' };

function contentOf(
  { header, payload }: Readonly<{ header: ChannelHeader; payload: WireMessage }>,
  validationCode: number,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): Content {
  const data = payload.bytes(payloadFields.data);
  if (header.type === config) return validationCode === 0 ? configuration(data) : foreign;
  if (header.type !== endorserTransaction) return unreadable;
  return endorsedContent(header, data, { isValid: validationCode === 0, privateData });
}

/** Orderers write it, and peers have judged it. */
function configuration(data: Uint8Array): Content {
  return { ...unreadable, kind: 'fabric', function: 'config', members: attempt(() => membersOf(data)) };
}

function endorsedContent(
  header: ChannelHeader,
  data: Uint8Array,
  { isValid, privateData }: Readonly<{ isValid: boolean; privateData: Parameters<typeof readEndorsed>[2] }>,
): Content {
  const { call, endorsers, written, keysWritten, writes } = readEndorsed(data, isValid, privateData);
  const kind = kindOf({ ...call, chaincode: header.chaincode, at: header.at }, written, isValid);
  return {
    kind,
    function: kind === 'foreign' ? '' : shown(call.function),
    endorsers: endorsers.filter((mspId) => isName(mspId)),
    keysWritten,
    writes: kind === 'act' ? writes : [],
  };
}

const config: number = common.HeaderType.CONFIG;
const endorserTransaction: number = common.HeaderType.ENDORSER_TRANSACTION;

function originIn(
  payload: WireMessage | undefined,
  header: ChannelHeader | undefined,
  validationCode: number,
): TransactionOrigin {
  const creator = (payload && attempt(() => creatorOf(payload))) ?? unknown;
  return {
    transactionId: idIn(header),
    validationCode,
    at: header?.at,
    ...(hasCheckedCreator(validationCode) ? { creator } : { creator: unknown, claimedCreator: creator }),
  };
}

const unknown: LedgerTransaction['creator'] = { mspId: '', commonName: '' };

/** Numbers of fields (fabric-protos, common/common.proto, msp/identities.proto, peer/proposal.proto). */
const envelopeFields = { payload: 1, signature: 2 } as const;
const payloadFields = { header: 1, data: 2 } as const;
const headerFields = { channel: 1, signature: 2 } as const;
const channelHeaderFields = { type: 1, timestamp: 3, transactionId: 5, extension: 7 } as const;
const timestampFields = { seconds: 1, nanos: 2 } as const;
const extensionFields = { chaincodeId: 2 } as const;
const chaincodeIdFields = { name: 2 } as const;
const creatorField = 1;
const identityFields = { mspId: 1, certificate: 2 } as const;

/** What a creator signed, and the signature, as peers read them. @throws when these bytes are not an envelope. */
export function signedBytesOf(bytes: Uint8Array): Readonly<{ payload: Uint8Array; signature: Uint8Array }> {
  const envelope = new WireMessage(bytes);
  return {
    payload: envelope.bytes(envelopeFields.payload),
    signature: envelope.bytes(envelopeFields.signature),
  };
}

function payloadOf(bytes: Uint8Array): WireMessage {
  return new WireMessage(signedBytesOf(bytes).payload);
}

function headerIn(payload: WireMessage | undefined): ChannelHeader | undefined {
  return payload && attempt(() => channelHeaderOf(payload));
}

function idIn(header: ChannelHeader | undefined): string {
  const { transactionId = '' } = header ?? {};
  return /^[0-9a-f]{64}$/.test(transactionId) ? transactionId : '';
}

interface ChannelHeader {
  readonly type: number;
  readonly transactionId: string;
  readonly at: string | undefined;
  /** Of the chaincode that the peers were asked to run. */
  readonly chaincode: string;
}

function channelHeaderOf(payload: WireMessage): ChannelHeader {
  const both = payload.part(payloadFields.header, 'payload header');
  const header = new WireMessage(both.bytes(headerFields.channel));
  return {
    type: header.int32(channelHeaderFields.type),
    transactionId: header.text(channelHeaderFields.transactionId),
    at: attempt(() => timeOf(header.part(channelHeaderFields.timestamp, 'timestamp'))),
    chaincode:
      attempt(() =>
        new WireMessage(header.bytes(channelHeaderFields.extension))
          .message(extensionFields.chaincodeId)
          ?.text(chaincodeIdFields.name),
      ) ?? '',
  };
}

/** RFC 3339 has years of four digits only. */
function timeOf(timestamp: WireMessage): string | undefined {
  const seconds = Number(timestamp.int64(timestampFields.seconds));
  const milliseconds = Math.floor(timestamp.int32(timestampFields.nanos) / 1_000_000);
  const text = new Date(seconds * 1000 + milliseconds).toISOString();
  return text.length === 24 ? text : undefined;
}

/** The genesis block's creator has no certificate. */
function creatorOf(payload: WireMessage): LedgerTransaction['creator'] {
  const header = payload.part(payloadFields.header, 'payload header');
  const signatureHeader = new WireMessage(header.bytes(headerFields.signature));
  const identity = new WireMessage(signatureHeader.bytes(creatorField));
  const mspId = identity.text(identityFields.mspId);
  const subject = attempt(() => new X509Certificate(identity.bytes(identityFields.certificate)).subject);
  return {
    mspId: isName(mspId) ? mspId : '',
    commonName: shown(/^CN=(.*)$/m.exec(subject ?? '')?.[1] ?? ''),
  };
}

/** Number of organizations that a configuration has on the channel (fabric-protos, common/configtx.proto). */
function membersOf(data: Uint8Array): number | undefined {
  const root = new WireMessage(data).message(1)?.message(2);
  const application =
    root && [...root.messages(groupsField)].findLast((each) => each.text(keyField) === 'Application');
  const organizations = application?.message(valueField)?.messages(groupsField) ?? [];
  const names = new Set([...organizations].map((each) => each.text(keyField)));
  return names.size === 0 ? undefined : names.size;
}

/** Of a group, and of the entries of its maps. */
const groupsField = 2;
const keyField = 1;
const valueField = 2;

/** Characters that a name in a list or a log may have at most. */
const longestName = 100;

/** An MSP id as Fabric takes it. */
function isName(text: string): boolean {
  return text.length <= longestName && /^[A-Za-z0-9._-]+$/.test(text);
}

/** Text that somebody else wrote, bounded, printable. */
function shown(text: string): string {
  return text.slice(0, longestName).replaceAll(/[^\x20-\x7e]/g, '?');
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`a block without ${name}`);
  return value;
}
