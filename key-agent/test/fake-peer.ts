import * as grpc from '@grpc/grpc-js';
import { common, gateway, google, peer } from '@hyperledger/fabric-protos';
import type { Identity } from './certificates.js';

/** What a call asked for, as the peer sees it. */
type Evaluation = Readonly<{
  organizations: readonly string[];
  contract: string;
  arguments: readonly string[];
}>;

/** An error with the text of the peer and of the endorsing peer. */
type PeerError = Readonly<{ code: grpc.status; message: string; detail?: string }>;

/** What the peer answers: a result, an error, or nothing, like a stopped peer. */
export type PeerAnswer = Uint8Array | PeerError | 'never';

/** A transaction of a block: its id, or other bytes in its place, and its validation code. */
type InBlock = readonly [what: string | Uint8Array, code: number];

/** A peer whose gateway service answers evaluations as told; it does not check signatures. */
export type FakePeer = Readonly<{
  port: number;
  evaluations: Evaluation[];
  /** Sends a block to all followers. */
  commit: (...transactions: readonly InBlock[]) => void;
  followers: () => number;
  stop: () => void;
}>;

export async function startFakePeer(tls: Identity, answer: () => PeerAnswer): Promise<FakePeer> {
  const evaluations: Evaluation[] = [];
  const server = new grpc.Server();
  server.addService(gateway.GatewayService, {
    evaluate: (
      call: grpc.ServerUnaryCall<gateway.EvaluateRequest, gateway.EvaluateResponse>,
      done: grpc.sendUnaryData<gateway.EvaluateResponse>,
    ) => {
      evaluations.push(evaluationOf(call.request));
      const given = answer();
      if (given instanceof Uint8Array) done(null, responseOf(given));
      else if (given !== 'never') done(errorOf(given));
    },
  });
  const following = new Set<grpc.ServerDuplexStream<common.Envelope, peer.DeliverResponse>>();
  server.addService(peer.DeliverService, {
    deliver: (call: grpc.ServerDuplexStream<common.Envelope, peer.DeliverResponse>) => {
      following.add(call);
      call.on('data', () => undefined);
      for (const end of ['end', 'cancelled', 'error'])
        call.on(end, () => {
          following.delete(call);
          call.end();
        });
    },
  });
  const credentials = grpc.ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('localhost:0', credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    port,
    evaluations,
    commit: (...transactions) => {
      for (const follower of following) follower.write(deliverResponse(transactions));
    },
    followers: () => following.size,
    stop: () => {
      server.forceShutdown();
    },
  };
}

function deliverResponse(transactions: readonly InBlock[]): peer.DeliverResponse {
  const data = new common.BlockData();
  data.setDataList(transactions.map(([id]) => (typeof id === 'string' ? envelopeOf(id) : id)));
  const metadata = new common.BlockMetadata();
  const filter = Uint8Array.from(transactions.map(([, code]) => code));
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), filter]);
  const block = new common.Block();
  block.setData(data);
  block.setMetadata(metadata);
  const response = new peer.DeliverResponse();
  response.setBlock(block);
  return response;
}

function envelopeOf(transactionId: string): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setTxId(transactionId);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function evaluationOf(request: gateway.EvaluateRequest): Evaluation {
  const bytes = request.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const proposal = peer.Proposal.deserializeBinary(bytes);
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  const [contract = '', ...rest] = (invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? []).map(
    (argument) => Buffer.from(argument).toString(),
  );
  return { organizations: request.getTargetOrganizationsList(), contract, arguments: rest };
}

function responseOf(result: Uint8Array): gateway.EvaluateResponse {
  const inner = new peer.Response();
  inner.setStatus(common.Status.SUCCESS);
  inner.setPayload(result);
  const response = new gateway.EvaluateResponse();
  response.setResult(inner);
  return response;
}

function errorOf({ code, message, detail }: PeerError): grpc.StatusObject {
  const metadata = new grpc.Metadata();
  if (detail !== undefined)
    metadata.set('grpc-status-details-bin', Buffer.from(statusWith(detail).serializeBinary()));
  return { code, details: message, metadata };
}

function statusWith(text: string): google.rpc.Status {
  const error = new gateway.ErrorDetail();
  error.setMspId('RegulatorMSP');
  error.setAddress('localhost:7051');
  error.setMessage(text);
  const status = new google.rpc.Status();
  const packed = status.addDetails();
  packed.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
  packed.setValue(error.serializeBinary());
  return status;
}
