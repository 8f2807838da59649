import * as grpc from '@grpc/grpc-js';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import {
  answer,
  argumentsOf,
  blockSeven,
  type Fate,
  made,
  noOrderer,
  type Placed,
  placesOf,
  preparedTransaction,
  Refusal,
  refusal,
  required,
} from './peer-messages.js';
import { selfSigned } from './self-signed.js';

const valid: number = peer.TxValidationCode.VALID;
const policyFailure: number = peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE;

/**
 * A peer's gateway service that endorses everything and orders it as told, one fate after another; the last one
 * stays. It keeps an index of transactions as a peer does: the first place of an id counts.
 */
export class FakePeer {
  /** Transaction ids as they were endorsed, and as they were submitted. */
  readonly endorsed: string[] = [];
  readonly submitted: string[] = [];
  readonly fates: Fate[] = [valid];
  /** MSP ids of which each endorsement was requested; empty if Fabric chooses. */
  readonly asked: (readonly string[])[] = [];
  /** The organization whose endorsements do not count; Fabric's choice always includes it. */
  liar: string | undefined;
  /** The organization whose peers do not answer. */
  away: string | undefined;
  /** The organization whose peer refuses to endorse, and what it says. */
  refusing: Readonly<{ mspId: string; message: string }> | undefined;
  /** The orderers' refusals, one after another. */
  orderersSay: readonly string[] = ['status=SERVICE_UNAVAILABLE, info=no Raft leader'];
  /** Bytes of the newest block's hash. */
  hashLength = 32;
  /** What is answered for any block by its number. */
  block: Uint8Array = new Uint8Array();
  /** Calls that are being answered right now, and the most at any time. */
  readonly load = { now: 0, most: 0 };
  /** Milliseconds that every answer takes. */
  slowness = 0;
  /** Blocks, by the transaction ids that they contain first. */
  readonly #index = new Map<string, readonly Placed[]>();

  private constructor(
    readonly address: string,
    readonly tlsRoot: string,
    private readonly server: grpc.Server,
  ) {}

  /** @param until end of its TLS certificate */
  static async start(until?: Date): Promise<FakePeer> {
    const { certificate, key } = await selfSigned(until);
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
        const asked = request.getEndorsingOrganizationsList();
        this.asked.push(asked);
        if (this.away !== undefined && asked.includes(this.away))
          throw new Refusal(grpc.status.UNAVAILABLE, 'no peers available');
        if (this.refusing !== undefined)
          throw refusal(grpc.status.ABORTED, 'failed to endorse transaction', this.refusing);
        return made(new gateway.EndorseResponse(), (response) => {
          response.setPreparedTransaction(preparedTransaction(id, this.#endorsersOf(asked)));
        });
      }),
      submit: this.#answering<gateway.SubmitRequest, gateway.SubmitResponse>((request) => {
        const id = request.getTransactionId();
        this.submitted.push(id);
        const fate = this.#isRefused(id) ? policyFailure : this.#nextFate();
        if (fate === 'refused')
          throw noOrderer(
            ...this.orderersSay.map((said) => `received unsuccessful response from orderer: ${said}`),
          );
        if (fate === 'not-taken') throw noOrderer('rpc error: connection refused');
        if (fate === 'lost') throw new Refusal(grpc.status.UNAVAILABLE, 'connection reset');
        const envelope = required(request.getPreparedTransaction());
        if (!this.#index.has(id)) this.#index.set(id, placesOf(envelope, fate));
        if (fate === 'commit-unanswered') throw new Refusal(grpc.status.DEADLINE_EXCEEDED, 'no answer');
        return new gateway.SubmitResponse();
      }),
      commitStatus: this.#answering<gateway.SignedCommitStatusRequest, gateway.CommitStatusResponse>(
        (signed) => {
          const request = gateway.CommitStatusRequest.deserializeBinary(signed.getRequest_asU8());
          // As a peer does: the first transaction of the block that carries the id.
          const [first] = this.#index.get(request.getTransactionId()) ?? [];
          const code = first?.code ?? peer.TxValidationCode.INVALID_OTHER_REASON;
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

  /** Fabric asks this organization's peer and, in this test, always the liar. */
  #endorsersOf(asked: readonly string[]): readonly string[] {
    return asked.length > 0 ? asked : ['HospitalAMSP', this.liar ?? 'HospitalBMSP'];
  }

  #nextFate(): Fate | undefined {
    return this.fates.length > 1 ? this.fates.shift() : this.fates[0];
  }

  #isRefused(id: string): boolean {
    const asked = this.asked[this.endorsed.indexOf(id)] ?? [];
    return this.liar !== undefined && (asked.length === 0 || asked.includes(this.liar));
  }

  /** Fabric's query chaincode, as far as it is used. */
  #evaluate(request: gateway.EvaluateRequest): gateway.EvaluateResponse {
    const [name = '', , argument = ''] = argumentsOf(request);
    if (name === 'GetChainInfo')
      return answer(
        made(new common.BlockchainInfo(), (info) => {
          info.setHeight(8);
          info.setCurrentblockhash(Buffer.alloc(this.hashLength));
        }),
      );
    if (name === 'GetBlockByNumber') return answer({ serializeBinary: () => this.block });
    if (name !== 'GetBlockByTxID') return answer(undefined);
    const places = this.#index.get(argument);
    if (places === undefined)
      throw new Refusal(grpc.status.UNKNOWN, `error no such transaction ID [${argument}] in index`);
    return answer(blockSeven(places));
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
