import {
  actBytes,
  actContext,
  canonicalBytes,
  canonicalize,
  digestOf,
  submittedFunctions,
  type Act,
  type JsonValue,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { certificateDigest, type Actor } from './actors.js';
import type { RawProposal } from './memory-ledger.js';

/** A submitted function as a client would call it. `attachments` are put into the statement by their digests. */
export interface Call {
  readonly name: SubmittedFunction;
  readonly actor: Actor;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly attachments?: Readonly<Record<string, object>>;
}

/** Where a dishonest or faulty client may differ from {@link Call}. Each hook gets the honest value. */
export interface Tampering {
  /** Time in the header. */
  readonly at?: string;
  /** Bytes of the statement, before its digest is computed. */
  readonly statement?: (bytes: Uint8Array) => Uint8Array;
  /** Bytes of an attachment, before its digest is computed. */
  readonly attachment?: (bytes: Uint8Array) => Uint8Array;
  /** What is signed. */
  readonly act?: (act: Act) => Act;
  readonly context?: string;
  readonly signature?: (bytes: Uint8Array) => Uint8Array;
  readonly header?: (text: string) => string;
  readonly transient?: (pieces: Map<string, Uint8Array>) => void;
}

export interface ProposalFrame {
  readonly txId: string;
  readonly channel: string;
  readonly time: Date;
}

/** A call's proposal: canonical statement and attachments in transient data, the signed header as the only argument. */
export function propose(call: Call, frame: ProposalFrame, tampering: Tampering = {}): RawProposal {
  const { name, actor } = call;
  const transient = piecesOf(call, tampering);
  const statement = digestOf(transient.get('statement') ?? '');
  const at = tampering.at ?? frame.time.toISOString();
  const signature = signed({ ...call, at, statement, channel: frame.channel }, tampering);
  const header = canonicalize({ at, statement, signature: Buffer.from(signature).toString('base64') });
  tampering.transient?.(transient);
  return {
    ...frame,
    creator: actor.creator,
    args: [`${submittedFunctions[name].contract}:${name}`, tampering.header?.(header) ?? header],
    transient,
  };
}

function piecesOf({ statement, attachments = {} }: Call, tampering: Tampering): Map<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array>();
  for (const [name, value] of Object.entries(attachments)) {
    const bytes = canonicalBytes(value as JsonValue);
    pieces.set(name, tampering.attachment?.(bytes) ?? bytes);
  }
  const digests = Object.fromEntries([...pieces].map(([name, bytes]) => [name, digestOf(bytes)]));
  const content = pieces.size === 0 ? statement : { ...statement, attachments: digests };
  const bytes = canonicalBytes(content as JsonValue);
  pieces.set('statement', tampering.statement?.(bytes) ?? bytes);
  return pieces;
}

function signed(
  call: Pick<Call, 'name' | 'actor'> & {
    readonly at: string;
    readonly statement: string;
    readonly channel: string;
  },
  { act: altered, context, signature: spoiled }: Tampering,
): Uint8Array {
  const { name, actor, at, statement, channel } = call;
  const certificateSha256 = certificateDigest(actor.creator);
  const act: Act = {
    channel,
    function: name,
    actor: actor.name,
    keyVersion: 1,
    at,
    certificateSha256,
    statement,
  };
  const signature = actor.keys.sign(actBytes(altered?.(act) ?? act), context ?? actContext(name));
  return spoiled?.(signature) ?? signature;
}
