import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { p256Signer } from '@medseal/sealing';
import type { Identity } from '../kit/network/ledger.js';
import { bytes, cutAfterFirstField } from './wire.js';

/** What a client changes in an endorsed transaction. Endorsements cover none of it, and peers read it as before. */
export interface Packaging {
  /** Follow the endorsements as they are. */
  readonly moreEndorsements?: readonly Uint8Array[];
  /** Messages that come in two parts, which a reader merges. */
  readonly inTwoParts?: readonly ('header' | 'endorsedAction')[];
}

/**
 * Puts an endorsed transaction into an envelope of its own and signs it.
 * @param prepared as Fabric's gateway service gives it (fabric-protos, gateway.PreparedTransaction)
 */
export async function repackaged(
  prepared: Uint8Array,
  creator: Identity,
  { moreEndorsements = [], inTwoParts = [] }: Packaging,
): Promise<Buffer> {
  const { header, actionHeader, proposal, endorsedAction } = partsOf(prepared);
  const endorsed = Buffer.concat([endorsedAction, bytes(2, moreEndorsements)]);
  const parts = (name: 'header' | 'endorsedAction', message: Uint8Array) =>
    inTwoParts.includes(name) ? cutAfterFirstField(message) : [message];
  const actionPayload = Buffer.concat([bytes(1, [proposal]), bytes(2, parts('endorsedAction', endorsed))]);
  const transaction = Buffer.concat([bytes(1, [actionHeader]), bytes(2, [actionPayload])]);
  const content = Buffer.concat([bytes(1, parts('header', header)), bytes(2, [bytes(1, [transaction])])]);
  return Buffer.concat([bytes(1, [content]), bytes(2, [await p256Signer(creator.privateKey)(content)])]);
}

function partsOf(prepared: Uint8Array) {
  const envelope = there(gateway.PreparedTransaction.deserializeBinary(prepared).getEnvelope());
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const action = there(peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList()[0]);
  const inner = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  return {
    header: there(payload.getHeader()).serializeBinary(),
    actionHeader: action.getHeader_asU8(),
    proposal: inner.getChaincodeProposalPayload_asU8(),
    endorsedAction: there(inner.getAction()).serializeBinary(),
  };
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('an endorsed transaction lacks a part');
  return part;
}
