import { GatewayError, type Network } from '@hyperledger/fabric-gateway';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import {
  type BlockEnvelope,
  envelopesOf,
  signedBytesOf,
  transactionIdOf,
  WireMessage,
} from '@medseal/ledger-client';
import { headerHash } from '../../domain/ledger/block.js';
import type { ChainInfo, SoughtTransaction, TransactionState } from '../../domain/ledger/ledger.js';
import { originOf } from './block-parser.js';

/** Fabric's code for a valid transaction (fabric-protos, TxValidationCode.VALID). */
const valid: number = peer.TxValidationCode.VALID;

/**
 * Asks an organization's peer, through this organization's peer, by Fabric's query chaincode (qscc). A transaction id
 * alone proves nothing: any organization can put other bytes into a block under it, and the peer then marks the true
 * ones as a duplicate. So this looks into the first block with the id, and recognizes the transaction by its bytes.
 */
export async function readTransactionState(
  network: Network,
  { transactionId, bytes }: SoughtTransaction,
  mspId: string,
): Promise<TransactionState> {
  const block = await blockWith(network, transactionId, mspId);
  if (block === undefined) return { state: 'absent' };
  const number = String(block.getHeader()?.getNumber());
  const found = envelopesOf(block).filter((each) => transactionIdOf(each.bytes) === transactionId);
  const same = bytes === undefined ? found : found.filter(isSignedLike(bytes));
  const [first] = same;
  if (same.some(({ validationCode }) => validationCode === valid)) return { state: 'valid', block: number };
  if (first !== undefined) return { state: 'invalid', code: first.validationCode };
  const by = found.map((each) => originOf(each).creator).find(({ mspId }) => mspId !== '');
  return { state: 'taken', by: by ?? { mspId: '', commonName: '' }, block: number };
}

/** The first block that holds a transaction with this id. */
async function blockWith(
  network: Network,
  transactionId: string,
  mspId: string,
): Promise<common.Block | undefined> {
  try {
    const bytes = await network.getContract('qscc').evaluate('GetBlockByTxID', {
      arguments: [network.getName(), transactionId],
      endorsingOrganizations: [mspId],
    });
    return common.Block.deserializeBinary(bytes);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/**
 * Compares with a signed transaction: the same content under another signature is another transaction, which Fabric
 * validates separately.
 */
function isSignedLike(transaction: Uint8Array): (envelope: BlockEnvelope) => boolean {
  const sought = signedBytesOf(envelopeOf(transaction));
  return ({ bytes }) => {
    const { payload, signature } = signedBytesOf(bytes);
    return Buffer.compare(payload, sought.payload) === 0 && Buffer.compare(signature, sought.signature) === 0;
  };
}

/** The envelope in a transaction as fabric-gateway serializes it. */
export function envelopeOf(transaction: Uint8Array): Uint8Array {
  const envelope = gateway.PreparedTransaction.deserializeBinary(transaction).getEnvelope();
  return envelope?.serializeBinary() ?? new Uint8Array();
}

/** The most bytes of a peer's answer about its chain: two hashes and a height, with room to spare. */
const longestChainInfo = 4_096;

/** Height and newest block hash of the chain that an organization's peer stores. */
export async function readChainInfo(network: Network, mspId: string): Promise<ChainInfo> {
  const bytes = await network.getContract('qscc').evaluate('GetChainInfo', {
    arguments: [network.getName()],
    endorsingOrganizations: [mspId],
  });
  if (bytes.length > longestChainInfo) throw new Error('an answer that is too long');
  const info = common.BlockchainInfo.deserializeBinary(bytes);
  const latestHash = Buffer.from(info.getCurrentblockhash_asU8()).toString('hex');
  return { height: String(info.getHeight()), latestHash };
}

/** Header hash of a block, computed from what an organization's peer stores. */
export async function readHeaderHash(network: Network, mspId: string, number: number): Promise<string> {
  const bytes = await network.getContract('qscc').evaluate('GetBlockByNumber', {
    arguments: [network.getName(), String(number)],
    endorsingOrganizations: [mspId],
  });
  // Only the header: nothing else of another organization's block is parsed.
  const header = new WireMessage(bytes).message(headerField);
  if (header === undefined) throw new Error('a block without header');
  return headerHash({
    number: header.uint64(headerFields.number),
    previousHash: Buffer.from(header.bytes(headerFields.previousHash)).toString('hex'),
    dataHash: Buffer.from(header.bytes(headerFields.dataHash)).toString('hex'),
  });
}

/** Numbers of fields (fabric-protos, common/common.proto). */
const headerField = 1;
const headerFields = { number: 1, previousHash: 2, dataHash: 3 } as const;

/** qscc has no code for this, only a sentence (fabric, core/ledger/kvledger and blkstorage). */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  const sentences = [error.message, ...error.details.map(({ message }) => message)];
  return sentences.some((sentence) => sentence.includes('no such transaction ID'));
}
