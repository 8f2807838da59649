import { randomBytes, randomInt } from 'node:crypto';
import { bytes, cutAfterFirstField } from './wire.js';

/**
 * Parts of an endorsed transaction and its envelope, outermost first. Each can be malformed while everything
 * around it is in order.
 */
const layers = [
  'envelope',
  'payload',
  'header',
  'channelHeader',
  'timestamp',
  'headerExtension',
  'signatureHeader',
  'creator',
  'nonce',
  'transaction',
  'action',
  'actionHeader',
  'actionPayload',
  'proposal',
  'endorsedAction',
  'endorsement',
  'endorser',
  'proposalResponse',
  'proposalHash',
  'chaincodeAction',
  'chaincodeId',
  'event',
  'readWriteSet',
  'namespace',
  'publicWrites',
  'hashedWrites',
] as const;
export type Layer = (typeof layers)[number];

/** What a malformed part becomes: how often it occurs, and with which bytes. */
export const faults = {
  absent: () => [],
  empty: () => [Buffer.alloc(0)],
  random: (content) => [randomBytes(Math.max(content.length, 16))],
  truncated: (content) => [content.subarray(0, Math.floor(content.length / 2))],
  'of another type': () => [bytes(7, [randomBytes(40)])],
  oversize: (content) => [Buffer.concat([content, bytes(15, [Buffer.alloc(oversize)])])],
  duplicate: (content) => [content, content],
  'in two parts': (content) => cutAfterFirstField(content),
  mutated: (content) => [mutated(content)],
} as const satisfies Record<string, (content: Uint8Array) => readonly Uint8Array[]>;
type Fault = keyof typeof faults;

/** A few bytes changed, cut out or put in, at random places. */
function mutated(content: Uint8Array): Uint8Array {
  let bytes = Buffer.from(content);
  for (let edits = randomInt(1, 4); edits > 0; edits--) {
    const at = randomInt(bytes.length + 1);
    const rest = bytes.subarray(at + randomInt(3));
    bytes = Buffer.concat([bytes.subarray(0, at), randomBytes(randomInt(3)), rest]);
  }
  return bytes;
}

/** Extra bytes of an oversize part; a block may have 2 MB. */
const oversize = 1 << 20;

/** One way in which an envelope is malformed. */
export interface EnvelopeKind {
  readonly layer: Layer;
  readonly fault: Fault;
}

/** All kinds: each fault in each layer. */
export const envelopeKinds: readonly EnvelopeKind[] = layers.flatMap((layer) =>
  (Object.keys(faults) as Fault[]).map((fault) => ({ layer, fault })),
);

/** The kind in words. */
export function nameOf({ layer, fault }: EnvelopeKind): string {
  return `${layer} ${fault}`;
}
