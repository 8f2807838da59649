import * as grpc from '@grpc/grpc-js';
import { common, gateway, google, msp, peer } from '@hyperledger/fabric-protos';

/**
 * How a submitted transaction ends: with this validation code; ordered without an answer; refused by the orderers;
 * not taken because no orderer answers the peer; not at all; in a block behind other bytes with its id (`taken`) or
 * behind the same bytes under another signature (`copied`); or valid in the same block behind them (`shadowed`).
 */
export type Fate =
  number | 'commit-unanswered' | 'refused' | 'not-taken' | 'lost' | 'taken' | 'copied' | 'shadowed';

const valid: number = peer.TxValidationCode.VALID;

/** An envelope in a block, and what became of it. */
export interface Placed {
  readonly envelope: common.Envelope;
  readonly code: number;
}

/** An answer that is a gRPC error. */
export class Refusal extends Error {
  constructor(
    readonly code: grpc.status,
    readonly details: string,
    readonly metadata = new grpc.Metadata(),
  ) {
    super(details);
  }
}

/** What the peer says when no orderer takes a transaction (fabric, internal/pkg/gateway/submit.go). */
export function noOrderer(...messages: readonly string[]): Refusal {
  const said = messages.map((message) => ({ mspId: 'HospitalAMSP', message }));
  return refusal(grpc.status.UNAVAILABLE, 'no orderers could process the transaction', ...said);
}

/** An error with what other parts said. */
export function refusal(
  code: grpc.status,
  message: string,
  ...said: readonly Readonly<{ mspId: string; message: string }>[]
): Refusal {
  const error = made(new google.rpc.Status(), (each) => {
    for (const { mspId, message: text } of said) {
      const detail = new gateway.ErrorDetail();
      detail.setMspId(mspId);
      detail.setMessage(text);
      const packed = each.addDetails();
      packed.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
      packed.setValue(detail.serializeBinary());
    }
  });
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(error.serializeBinary()));
  return new Refusal(code, message, metadata);
}

/** The smallest envelope from which a client reads channel and result. */
export function preparedTransaction(id: string, endorsers: readonly string[]): common.Envelope {
  const channelHeader = made(new common.ChannelHeader(), (header) => {
    header.setChannelId('medseal');
    header.setTxId(id);
  });
  const action = made(new peer.ChaincodeAction(), (each) => {
    each.setResponse(new peer.Response());
  });
  const results = made(new peer.ProposalResponsePayload(), (payload) => {
    payload.setExtension$(action.serializeBinary());
  });
  const endorsed = made(new peer.ChaincodeActionPayload(), (payload) => {
    const inner = new peer.ChaincodeEndorsedAction();
    inner.setProposalResponsePayload(results.serializeBinary());
    for (const mspId of endorsers) {
      const identity = made(new msp.SerializedIdentity(), (each) => {
        each.setMspid(mspId);
      });
      inner.addEndorsements().setEndorser(identity.serializeBinary());
    }
    payload.setAction(inner);
  });
  const transaction = made(new peer.Transaction(), (each) => {
    each.addActions().setPayload(endorsed.serializeBinary());
  });
  const payload = made(new common.Payload(), (each) => {
    const header = new common.Header();
    header.setChannelHeader(channelHeader.serializeBinary());
    each.setHeader(header);
    each.setData(transaction.serializeBinary());
  });
  return made(new common.Envelope(), (envelope) => {
    envelope.setPayload(payload.serializeBinary());
  });
}

/** Messages have setters only. */
export function made<Message>(message: Message, set: (message: Message) => void): Message {
  set(message);
  return message;
}

/** The block that contains what was submitted, and what comes before it under the same id. */
export function placesOf(envelope: common.Envelope, fate: Fate | undefined): readonly Placed[] {
  const foreign = { envelope: withOtherBytes(envelope), code: peer.TxValidationCode.BAD_PROPOSAL_TXID };
  if (fate === 'taken') return [foreign];
  if (fate === 'copied')
    return [{ envelope: withOtherSignature(envelope), code: peer.TxValidationCode.BAD_CREATOR_SIGNATURE }];
  if (fate === 'shadowed') return [foreign, { envelope, code: valid }, foreign];
  return [{ envelope, code: typeof fate === 'number' ? fate : valid }];
}

/** An envelope under the same transaction id with other content. */
function withOtherBytes(envelope: common.Envelope): common.Envelope {
  return made(new common.Envelope(), (other) => {
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    payload.setData('');
    other.setPayload(payload.serializeBinary());
  });
}

/** The same content, signed by someone else. */
function withOtherSignature(envelope: common.Envelope): common.Envelope {
  return made(common.Envelope.deserializeBinary(envelope.serializeBinary()), (other) => {
    other.setSignature(Buffer.from('another'));
  });
}

export function blockSeven(places: readonly Placed[]): common.Block {
  return made(new common.Block(), (block) => {
    const header = new common.BlockHeader();
    header.setNumber(7);
    block.setHeader(header);
    const data = new common.BlockData();
    data.setDataList(places.map(({ envelope }) => envelope.serializeBinary()));
    block.setData(data);
    const metadata = new common.BlockMetadata();
    metadata.setMetadataList([
      new Uint8Array(),
      new Uint8Array(),
      Uint8Array.from(places.map(({ code }) => code)),
    ]);
    block.setMetadata(metadata);
  });
}

export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a request lacks its transaction');
  return value;
}

export function argumentsOf(request: gateway.EvaluateRequest): string[] {
  const bytes = request.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const proposal = peer.Proposal.deserializeBinary(bytes);
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  const args = invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? [];
  return args.map((each) => Buffer.from(each).toString());
}

export function answer(
  message: Readonly<{ serializeBinary(): Uint8Array }> | undefined,
): gateway.EvaluateResponse {
  return made(new gateway.EvaluateResponse(), (response) => {
    const result = new peer.Response();
    result.setPayload(message?.serializeBinary() ?? Buffer.from('{}'));
    response.setResult(result);
  });
}
