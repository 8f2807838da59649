import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import { common, gateway, google, peer } from '@hyperledger/fabric-protos';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

/** How a submitted transaction ends: with this validation code, ordered without an answer, refused by the orderers, or not at all. */
export type Fate = number | 'commit-unanswered' | 'refused' | 'lost';

const valid: number = peer.TxValidationCode.VALID;

/**
 * A peer's gateway service that endorses everything and orders it as told, one fate after the other; the last one holds on.
 * It keeps an index of transactions as a peer does: the first outcome of an id stands.
 */
export class FakePeer {
  /** Transaction ids as they were endorsed, and as they were submitted. */
  readonly endorsed: string[] = [];
  readonly submitted: string[] = [];
  readonly fates: Fate[] = [valid];
  /** Calls that are being answered at this moment, and the most there were. */
  readonly load = { now: 0, most: 0 };
  /** Milliseconds that every answer takes. */
  slowness = 0;
  readonly #index = new Map<string, number>();

  private constructor(
    readonly address: string,
    readonly tlsRoot: string,
    private readonly server: grpc.Server,
  ) {}

  static async start(): Promise<FakePeer> {
    const { certificate, key } = await selfSigned();
    const server = new grpc.Server();
    const port = await new Promise<number>((resolve, reject) => {
      const pair = { cert_chain: Buffer.from(certificate), private_key: Buffer.from(key) };
      server.bindAsync('localhost:0', grpc.ServerCredentials.createSsl(null, [pair]), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    const fake = new FakePeer(`localhost:${port}`, certificate, server);
    server.addService(gateway.GatewayService, fake.#handlers());
    return fake;
  }

  stop(): void {
    this.server.forceShutdown();
  }

  #handlers() {
    return {
      endorse: this.#answering<gateway.EndorseRequest, gateway.EndorseResponse>((request) => {
        const id = request.getTransactionId();
        this.endorsed.push(id);
        return made(new gateway.EndorseResponse(), (response) => {
          response.setPreparedTransaction(preparedTransaction(id));
        });
      }),
      submit: this.#answering<gateway.SubmitRequest, gateway.SubmitResponse>((request) => {
        const id = request.getTransactionId();
        this.submitted.push(id);
        const fate = this.fates.length > 1 ? this.fates.shift() : this.fates[0];
        if (fate === 'refused') throw refusal();
        if (fate === 'lost') throw new Refusal(grpc.status.UNAVAILABLE, 'connection reset');
        if (!this.#index.has(id)) this.#index.set(id, typeof fate === 'number' ? fate : valid);
        if (fate === 'commit-unanswered') throw new Refusal(grpc.status.DEADLINE_EXCEEDED, 'no answer');
        return new gateway.SubmitResponse();
      }),
      commitStatus: this.#answering<gateway.SignedCommitStatusRequest, gateway.CommitStatusResponse>(
        (signed) => {
          const request = gateway.CommitStatusRequest.deserializeBinary(signed.getRequest_asU8());
          const code =
            this.#index.get(request.getTransactionId()) ?? peer.TxValidationCode.INVALID_OTHER_REASON;
          return made(new gateway.CommitStatusResponse(), (response) => {
            response.setResult(code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
            response.setBlockNumber(7);
          });
        },
      ),
      evaluate: this.#answering<gateway.EvaluateRequest, gateway.EvaluateResponse>((request) =>
        this.#evaluate(request),
      ),
    };
  }

  /** Fabric's query chaincode, as far as it is asked. */
  #evaluate(request: gateway.EvaluateRequest): gateway.EvaluateResponse {
    const [name = '', , argument = ''] = argumentsOf(request);
    if (name === 'GetChainInfo')
      return answer(
        made(new common.BlockchainInfo(), (info) => {
          info.setHeight(8);
        }),
      );
    if (name === 'GetBlockByTxID') return answer(blockSeven());
    const code = this.#index.get(argument);
    if (name !== 'GetTransactionByID') return answer(undefined);
    if (code === undefined)
      throw new Refusal(grpc.status.UNKNOWN, `error no such transaction ID [${argument}] in index`);
    return answer(
      made(new peer.ProcessedTransaction(), (processed) => {
        processed.setValidationcode(code);
      }),
    );
  }

  #answering<Request, Response>(work: (request: Request) => Response) {
    return (call: grpc.ServerUnaryCall<Request, Response>, done: grpc.sendUnaryData<Response>): void => {
      this.load.now++;
      this.load.most = Math.max(this.load.most, this.load.now);
      setTimeout(() => {
        this.load.now--;
        try {
          done(null, work(call.request));
        } catch (error) {
          done(error as grpc.ServiceError);
        }
      }, this.slowness);
    };
  }
}

/** An answer that is an error of gRPC. */
class Refusal extends Error {
  constructor(
    readonly code: grpc.status,
    readonly details: string,
    readonly metadata = new grpc.Metadata(),
  ) {
    super(details);
  }
}

/** What the peer says when every orderer answered with a refusal (fabric, internal/pkg/gateway/submit.go). */
function refusal(): Refusal {
  const detail = made(new gateway.ErrorDetail(), (each) => {
    each.setMspId('HospitalAMSP');
    each.setMessage(
      'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=no Raft leader',
    );
  });
  const error = made(new google.rpc.Status(), (each) => {
    const packed = each.addDetails();
    packed.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
    packed.setValue(detail.serializeBinary());
  });
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(error.serializeBinary()));
  return new Refusal(grpc.status.UNAVAILABLE, 'no orderers could process the transaction', metadata);
}

/** The smallest envelope from which a client reads channel and result. */
function preparedTransaction(id: string): common.Envelope {
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
function made<Message>(message: Message, set: (message: Message) => void): Message {
  set(message);
  return message;
}

function blockSeven(): common.Block {
  return made(new common.Block(), (block) => {
    const header = new common.BlockHeader();
    header.setNumber(7);
    block.setHeader(header);
  });
}

function argumentsOf(request: gateway.EvaluateRequest): string[] {
  const bytes = request.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const proposal = peer.Proposal.deserializeBinary(bytes);
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  const args = invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? [];
  return args.map((each) => Buffer.from(each).toString());
}

function answer(message: Readonly<{ serializeBinary(): Uint8Array }> | undefined): gateway.EvaluateResponse {
  return made(new gateway.EvaluateResponse(), (response) => {
    const result = new peer.Response();
    result.setPayload(message?.serializeBinary() ?? Buffer.from('{}'));
    response.setResult(result);
  });
}

/** A certificate for `localhost`, its key as PEM. */
export async function selfSigned(): Promise<Readonly<{ certificate: string; key: string }>> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { certificate: certificate.toString('pem'), key };
}
