import { createHash, X509Certificate } from 'node:crypto';
import { common, type ledger } from '@hyperledger/fabric-protos';
import {
  attempt,
  type BlockEnvelope,
  type ChannelHeader,
  envelopesOf,
  headerFields,
  hex,
  payloadFields,
  readChannelHeader,
  readPayload,
  WireMessage,
} from '@medseal/ledger-client';
import type { LedgerBlock, LedgerTransaction } from '../../domain/ledger/block.js';
import { kindOf } from '../../domain/ledger/transaction-kind.js';
import { hasCheckedCreator } from '../../domain/ledger/validation-codes.js';
import { readEndorsed, readEndorsers } from './endorsed-transaction.js';

/** Private data of a block's transactions, by position. */
type PrivateData = Readonly<{ get(index: number): ledger.rwset.TxPvtReadWriteSet | undefined }>;

/**
 * Parses a block. Each transaction is read on its own: what cannot be read in one is missing from that one only.
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

/** Id, creator and time of a transaction, as far as its envelope has them. */
export function originOf({ bytes, validationCode }: BlockEnvelope): TransactionOrigin {
  const payload = readPayload(bytes);
  return originIn(payload, readChannelHeader(payload), validationCode);
}

/** MSP ids that the endorsements of a transaction carry, each once; none if they cannot be read. */
export function endorsersOf(bytes: Uint8Array): readonly string[] {
  const payload = readPayload(bytes);
  return (payload && attempt(() => readEndorsers(payload.bytes(payloadFields.data)))) ?? [];
}

/** What a transaction says about its origin. */
export type TransactionOrigin = Pick<
  LedgerTransaction,
  'transactionId' | 'validationCode' | 'at' | 'creator' | 'claimedCreator'
>;

function parseTransaction(
  bytes: Uint8Array,
  validationCode: number,
  privateData: ledger.rwset.TxPvtReadWriteSet | undefined,
): LedgerTransaction {
  const payload = readPayload(bytes);
  const header = readChannelHeader(payload);
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

/** Orderers write a configuration, and peers have validated it. */
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
    transactionId: header?.transactionId ?? '',
    validationCode,
    at: header?.at,
    ...(hasCheckedCreator(validationCode) ? { creator } : { creator: unknown, claimedCreator: creator }),
  };
}

const unknown: LedgerTransaction['creator'] = { mspId: '', commonName: '' };

/** Numbers of fields (fabric-protos, common/common.proto, msp/identities.proto). */
const creatorField = 1;
const identityFields = { mspId: 1, certificate: 2 } as const;

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

/** Number of organizations that a configuration puts on the channel (fabric-protos, common/configtx.proto). */
function membersOf(data: Uint8Array): number | undefined {
  const root = new WireMessage(data).message(1)?.message(2);
  const application =
    root && [...root.messages(groupsField)].findLast((each) => each.text(keyField) === 'Application');
  const organizations = application?.message(valueField)?.messages(groupsField) ?? [];
  const names = new Set([...organizations].map((each) => each.text(keyField)));
  return names.size === 0 ? undefined : names.size;
}

/** Fields of a group, and of the entries of its maps. */
const groupsField = 2;
const keyField = 1;
const valueField = 2;

/** The most characters that a name in a list or a log may have. */
const longestName = 100;

/** True for an MSP id that Fabric accepts. */
function isName(text: string): boolean {
  return text.length <= longestName && /^[A-Za-z0-9._-]+$/.test(text);
}

/** Text that someone else wrote, shortened and made printable. */
function shown(text: string): string {
  return text.slice(0, longestName).replaceAll(/[^\x20-\x7e]/g, '?');
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`a block without ${name}`);
  return value;
}
