import { GatewayError, type Network } from '@hyperledger/fabric-gateway';
import { common, peer } from '@hyperledger/fabric-protos';
import { headerHash } from '../domain/block.js';
import type { TransactionState } from '../domain/ledger.js';

/** Fabric's code for a valid transaction (fabric-protos, TxValidationCode.VALID). */
const valid: number = peer.TxValidationCode.VALID;

/** Asks an organization's peer, through the own one, by Fabric's query chaincode (qscc). */
export async function readTransactionState(
  network: Network,
  transactionId: string,
  mspId: string,
): Promise<TransactionState> {
  const query = async (name: string): Promise<Uint8Array> =>
    await network.getContract('qscc').evaluate(name, {
      arguments: [network.getName(), transactionId],
      endorsingOrganizations: [mspId],
    });
  try {
    const processed = peer.ProcessedTransaction.deserializeBinary(await query('GetTransactionByID'));
    const code = processed.getValidationcode();
    if (code !== valid) return { state: 'invalid', code };
    const block = common.Block.deserializeBinary(await query('GetBlockByTxID'));
    return { state: 'valid', block: String(block.getHeader()?.getNumber()) };
  } catch (error) {
    if (isAbsent(error)) return { state: 'absent' };
    throw error;
  }
}

/** Header hash of a block, computed from what an organization's peer stores. */
export async function readHeaderHash(network: Network, mspId: string, number: number): Promise<string> {
  const bytes = await network.getContract('qscc').evaluate('GetBlockByNumber', {
    arguments: [network.getName(), String(number)],
    endorsingOrganizations: [mspId],
  });
  const header = common.Block.deserializeBinary(bytes).getHeader();
  if (header === undefined) throw new Error('a block without header');
  return headerHash({
    number: BigInt(header.getNumber()),
    previousHash: Buffer.from(header.getPreviousHash_asU8()).toString('hex'),
    dataHash: Buffer.from(header.getDataHash_asU8()).toString('hex'),
  });
}

/** qscc has no code for this, only a sentence (fabric, core/ledger/kvledger and blkstorage). */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  const sentences = [error.message, ...error.details.map(({ message }) => message)];
  return sentences.some((sentence) => sentence.includes('no such transaction ID'));
}
