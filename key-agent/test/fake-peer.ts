import * as grpc from '@grpc/grpc-js';
import { common, gateway, google, peer } from '@hyperledger/fabric-protos';
import type { Identity } from './certificates.js';

/** What a call asked for, as the peer sees it. */
type Evaluation = Readonly<{
  organizations: readonly string[];
  contract: string;
  arguments: readonly string[];
}>;

/** What the peer answers: a result, or an error with its own and the endorsing peer's text. */
export type PeerAnswer = Uint8Array | Readonly<{ code: grpc.status; message: string; detail?: string }>;

/** A peer whose gateway service answers evaluations as told; signatures are not looked at. */
export type FakePeer = Readonly<{ port: number; evaluations: Evaluation[]; stop: () => void }>;

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
      else done(errorOf(given));
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
    stop: () => {
      server.forceShutdown();
    },
  };
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

function errorOf({ code, message, detail }: Exclude<PeerAnswer, Uint8Array>): grpc.StatusObject {
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
