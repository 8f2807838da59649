import { createHash, randomBytes } from 'node:crypto';
import { p256Signer } from '@medseal/sealing';
import { channel, type Identity } from '../kit/network/ledger.js';
import { type EnvelopeKind, faults, type Layer } from './envelope-kinds.js';
import { bytes, number, text } from './wire.js';

/** An endorsed transaction as a member builds it without asking any peer for an endorsement. */
export interface TransactionPlan {
  /** Whose certificate and signature the envelope carries. */
  readonly creator: Identity;
  /** Whose endorsements it carries: identities of peers whose keys the member has. */
  readonly endorsers: readonly Identity[];
  readonly chaincode: string;
  readonly chaincodeVersion: string;
  /** Function and arguments as the proposal names them. */
  readonly call: readonly string[];
  /**
   * What is written: the body of a `NsReadWriteSet` behind its namespace; a public and a private key where it
   * is left out.
   */
  readonly writes?: Readonly<{ publicWrites?: Uint8Array; hashedWrites?: readonly Uint8Array[] }>;
  /** Whole namespaces (`NsReadWriteSet`) after the chaincode's own. */
  readonly moreNamespaces?: readonly Uint8Array[];
  /** Replaces, in the header, the one that follows from nonce and creator. */
  readonly transactionId?: string;
  /** `ENDORSER_TRANSACTION` where it is left out (fabric-protos, HeaderType). */
  readonly headerType?: number;
  /** Replaces the header's time. */
  readonly timestamp?: Uint8Array;
  /** Chaincode in the proposal, where it is another one than in the header. */
  readonly specChaincode?: string;
  /** Replaces the proposal, whose hash peers compare and which they do not read. */
  readonly proposal?: Uint8Array;
  /** Replaces the transaction. */
  readonly data?: Uint8Array;
  /** Follows the fields of the payload. */
  readonly unknownField?: Uint8Array;
  /** Bytes in front of each endorser's identity. */
  readonly endorserPrefix?: Uint8Array;
  /** Follow the endorsements as they are. */
  readonly moreEndorsements?: readonly Uint8Array[];
}

const endorserTransaction = 3;

/** Builds and signs the envelope; with a kind, one part of it is malformed and everything around it fits. */
export async function envelope(plan: TransactionPlan, kind?: EnvelopeKind): Promise<Buffer> {
  const at = (layer: Layer, content: Uint8Array): readonly Uint8Array[] =>
    kind?.layer === layer ? faults[kind.fault](content) : [content];
  const creator = serialized(plan.creator);
  const nonce = randomBytes(24);
  const headers = headersOf(plan, { creator, nonce }, at);
  const transaction = await transactionOf(plan, headers, at);
  const header = Buffer.concat([
    bytes(1, at('channelHeader', headers.channel)),
    bytes(2, at('signatureHeader', headers.signature)),
  ]);
  const content = Buffer.concat([
    bytes(1, at('header', header)),
    bytes(2, at('transaction', plan.data ?? transaction)),
    plan.unknownField ?? Buffer.alloc(0),
  ]);
  const occurrences = at('payload', content);
  const signature = await p256Signer(plan.creator.privateKey)(occurrences[0] ?? Buffer.alloc(0));
  return Buffer.concat(at('envelope', Buffer.concat([bytes(1, occurrences), bytes(2, [signature])])));
}

type At = (layer: Layer, content: Uint8Array) => readonly Uint8Array[];

interface Headers {
  readonly channel: Buffer;
  readonly signature: Buffer;
}

function headersOf(
  plan: TransactionPlan,
  { creator, nonce }: Readonly<{ creator: Buffer; nonce: Buffer }>,
  at: At,
): Headers {
  const transactionId = plan.transactionId ?? sha256(nonce, creator).toString('hex');
  const now = Date.now();
  const timestamp = Buffer.concat([number(1, Math.floor(now / 1000)), number(2, (now % 1000) * 1_000_000)]);
  const extension = bytes(2, [text(2, plan.chaincode)]);
  return {
    channel: Buffer.concat([
      number(1, plan.headerType ?? endorserTransaction),
      bytes(3, at('timestamp', plan.timestamp ?? timestamp)),
      text(4, channel),
      text(5, transactionId),
      bytes(7, at('headerExtension', extension)),
    ]),
    signature: Buffer.concat([bytes(1, at('creator', creator)), bytes(2, at('nonce', nonce))]),
  };
}

async function transactionOf(plan: TransactionPlan, headers: Headers, at: At): Promise<Buffer> {
  const spec = Buffer.concat([
    bytes(2, [text(2, plan.specChaincode ?? plan.chaincode)]),
    bytes(3, [Buffer.concat(plan.call.map((argument) => text(1, argument)))]),
  ]);
  const proposals = at('proposal', plan.proposal ?? bytes(1, [bytes(1, [spec])]));
  const proposalHash = sha256(headers.channel, headers.signature, proposals.at(-1) ?? Buffer.alloc(0));
  const response = Buffer.concat([
    bytes(1, at('proposalHash', proposalHash)),
    bytes(2, at('chaincodeAction', chaincodeActionOf(plan, at))),
  ]);
  const [endorsed] = at('proposalResponse', response);
  const endorsements = await Promise.all(
    plan.endorsers.map((peer) => endorsementOf(peer, endorsed ?? Buffer.alloc(0), plan, at)),
  );
  const endorsedAction = Buffer.concat([
    bytes(1, at('proposalResponse', response)),
    ...endorsements.map((each) => bytes(2, at('endorsement', each))),
    bytes(2, plan.moreEndorsements ?? []),
  ]);
  const payload = Buffer.concat([bytes(1, proposals), bytes(2, at('endorsedAction', endorsedAction))]);
  const action = Buffer.concat([
    bytes(1, at('actionHeader', headers.signature)),
    bytes(2, at('actionPayload', payload)),
  ]);
  return bytes(1, at('action', action));
}

function chaincodeActionOf(
  { chaincode, chaincodeVersion, writes, moreNamespaces = [] }: TransactionPlan,
  at: At,
): Buffer {
  const { publicWrites = Buffer.alloc(0), hashedWrites = [] } = writes ?? oneOfEach();
  const namespace = Buffer.concat([
    text(1, chaincode),
    bytes(2, at('publicWrites', publicWrites)),
    bytes(
      3,
      hashedWrites.flatMap((set) => at('hashedWrites', set)),
    ),
  ]);
  const event = Buffer.concat([text(1, chaincode), text(3, 'Nothing')]);
  return Buffer.concat([
    bytes(1, at('readWriteSet', bytes(2, [...at('namespace', namespace), ...moreNamespaces]))),
    bytes(2, at('event', event)),
    bytes(3, [number(1, 200)]),
    bytes(4, at('chaincodeId', Buffer.concat([text(2, chaincode), text(3, chaincodeVersion)]))),
  ]);
}

/** A random key in public state, and one in a private collection. */
function oneOfEach(): Required<NonNullable<TransactionPlan['writes']>> {
  const key = randomBytes(8).toString('hex');
  return {
    publicWrites: bytes(3, [Buffer.concat([text(1, key), text(3, 'value')])]),
    hashedWrites: [hashedWrite('care')],
  };
}

/** A collection's hashed write of a random key, as a transaction carries it. */
export function hashedWrite(collection: string): Buffer {
  const write = Buffer.concat([bytes(1, [randomBytes(32)]), bytes(3, [randomBytes(32)])]);
  return Buffer.concat([text(1, collection), bytes(2, [bytes(2, [write])]), bytes(3, [randomBytes(32)])]);
}

async function endorsementOf(
  peer: Identity,
  response: Uint8Array,
  { endorserPrefix = Buffer.alloc(0) }: TransactionPlan,
  at: At,
): Promise<Buffer> {
  const endorser = Buffer.concat([endorserPrefix, serialized(peer)]);
  const signature = await p256Signer(peer.privateKey)(Buffer.concat([response, endorser]));
  return Buffer.concat([bytes(1, at('endorser', endorser)), bytes(2, [signature])]);
}

/** fabric-protos, msp.SerializedIdentity. */
function serialized({ mspId, certificate }: Identity): Buffer {
  return Buffer.concat([text(1, mspId), text(2, certificate)]);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
