import { StatusCode } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';

/**
 * Ids of the valid transactions of a block. A transaction that cannot be read does not hide the others. Fabric's own
 * summary of a block ends at such a transaction (docs/decisions/0155).
 */
export function validTransactions(block: common.Block): readonly string[] {
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  return envelopes.flatMap((bytes, place) => (codes[place] === StatusCode.VALID ? idsIn(bytes) : []));
}

function idsIn(bytes: Uint8Array): readonly string[] {
  try {
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
    );
    const header = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
    return [common.ChannelHeader.deserializeBinary(header).getTxId()];
  } catch {
    return [];
  }
}
