import type { common } from '@hyperledger/fabric-protos';
import { attempt, WireMessage } from './wire-message.js';

/** Index of the validation codes in a block's metadata (fabric-protos, BlockMetadataIndex.TRANSACTIONS_FILTER). */
const transactionsFilter = 2;

/** Fabric's codes (fabric-protos, peer/transaction.proto): for a valid transaction, and for one without a code. */
const validCode = 0;
const unknownCode = 255;

/** A transaction in a block: an envelope that is not yet read. */
export interface BlockEnvelope {
  readonly bytes: Uint8Array;
  /** Fabric's validation code; 0 is valid. */
  readonly validationCode: number;
}

/** The transactions of a block in order. @throws {Error} when the block has no data. */
export function envelopesOf(block: common.Block): readonly BlockEnvelope[] {
  const data = block.getData();
  if (data === undefined) throw new Error('a block without data');
  const codes = block.getMetadata()?.getMetadataList_asU8()[transactionsFilter] ?? new Uint8Array();
  return data
    .getDataList_asU8()
    .map((bytes, index) => ({ bytes, validationCode: codes[index] ?? unknownCode }));
}

/**
 * Ids of the valid transactions of a block, 64 hex digits each. A transaction that cannot be read does not hide the
 * others. Fabric's own summary of a block ends at such a transaction (docs/decisions/0155).
 */
export function validTransactionIds(block: common.Block): readonly string[] {
  // Peers commit no such block; if one came, nothing in it takes effect, and following goes on.
  if (block.getData() === undefined) return [];
  return envelopesOf(block)
    .filter(({ validationCode }) => validationCode === validCode)
    .map(({ bytes }) => transactionIdOf(bytes))
    .filter((id) => id !== '');
}

/** Id of a transaction, 64 hex digits; empty where its envelope has none. */
export function transactionIdOf(bytes: Uint8Array): string {
  return readChannelHeader(readPayload(bytes))?.transactionId ?? '';
}

/** Field numbers (fabric-protos, common/common.proto, peer/proposal.proto). */
const envelopeFields = { payload: 1, signature: 2 } as const;
export const payloadFields = { header: 1, data: 2 } as const;
export const headerFields = { channel: 1, signature: 2 } as const;
const channelHeaderFields = { type: 1, timestamp: 3, transactionId: 5, extension: 7 } as const;
const timestampFields = { seconds: 1, nanos: 2 } as const;
const extensionFields = { chaincodeId: 2 } as const;
const chaincodeIdFields = { name: 2 } as const;

/** What a creator signed, and the signature, as peers read them. @throws {WireError} for other bytes. */
export function signedBytesOf(bytes: Uint8Array): Readonly<{ payload: Uint8Array; signature: Uint8Array }> {
  const envelope = new WireMessage(bytes);
  return {
    payload: envelope.bytes(envelopeFields.payload),
    signature: envelope.bytes(envelopeFields.signature),
  };
}

/** The payload of an envelope; undefined where it cannot be read. */
export function readPayload(bytes: Uint8Array): WireMessage | undefined {
  return attempt(() => new WireMessage(signedBytesOf(bytes).payload));
}

/** What an envelope says about its transaction. */
export interface ChannelHeader {
  /** Fabric's type of the transaction (fabric-protos, HeaderType). */
  readonly type: number;
  /** 64 hex digits; empty for any other form. */
  readonly transactionId: string;
  /** RFC 3339; undefined where it cannot be read. */
  readonly at: string | undefined;
  /** Name of the chaincode that the peers were asked to run; empty where there is none. */
  readonly chaincode: string;
}

/** The channel header of a payload; undefined where it cannot be read. */
export function readChannelHeader(payload: WireMessage | undefined): ChannelHeader | undefined {
  return payload && attempt(() => channelHeaderOf(payload));
}

function channelHeaderOf(payload: WireMessage): ChannelHeader {
  const both = payload.part(payloadFields.header, 'payload header');
  const header = new WireMessage(both.bytes(headerFields.channel));
  const transactionId = header.text(channelHeaderFields.transactionId);
  return {
    type: header.int32(channelHeaderFields.type),
    transactionId: /^[0-9a-f]{64}$/.test(transactionId) ? transactionId : '',
    at: attempt(() => timeOf(header.part(channelHeaderFields.timestamp, 'timestamp'))),
    chaincode:
      attempt(() =>
        new WireMessage(header.bytes(channelHeaderFields.extension))
          .message(extensionFields.chaincodeId)
          ?.text(chaincodeIdFields.name),
      ) ?? '',
  };
}

/** RFC 3339 has only four-digit years. */
function timeOf(timestamp: WireMessage): string | undefined {
  const seconds = Number(timestamp.int64(timestampFields.seconds));
  const milliseconds = Math.floor(timestamp.int32(timestampFields.nanos) / 1_000_000);
  const text = new Date(seconds * 1000 + milliseconds).toISOString();
  return text.length === 24 ? text : undefined;
}
