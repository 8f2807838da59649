/** The parts of a block's header that its hash covers: the number in decimal, the hashes in hex. */
export interface BlockHeader {
  readonly number: string;
  readonly previousHash: string;
  readonly dataHash: string;
}

/** A block as the gateway lists it: with the header hash that the gateway states. */
export interface StatedBlock extends BlockHeader {
  readonly headerHash: string;
}

/** What does not match: the number, the hash of the previous block, or the stated hash of the block itself. */
type Misfit = 'number' | 'previous' | 'header';

/** The chain from block 0 as far as it was recomputed here. */
export interface Recomputed {
  /** How many blocks match; also the number of the next one. */
  readonly blocks: number;
  /** Recomputed header hashes of the newest of them, oldest first. */
  readonly hashes: readonly string[];
}

/** The result of adding blocks; after a break, `recomputed` ends before it. */
export interface Extension {
  readonly recomputed: Recomputed;
  readonly broken?: Readonly<{ block: string; misfit: Misfit }>;
}

/** Nothing is recomputed yet. */
export const nothingRecomputed: Recomputed = { blocks: 0, hashes: [] };

/** How many hashes are kept, to compare with organizations whose copy is shorter. */
const kept = 200;

const integerTag = 0x02;
const octetStringTag = 0x04;
const sequenceTag = 0x30;

/**
 * A header as Fabric hashes it (protoutil.BlockHeaderBytes): the DER encoding of ASN.1
 * SEQUENCE { INTEGER number, OCTET STRING previous hash, OCTET STRING data hash }.
 * @throws {RangeError} when a part is not a number or not hex.
 */
export function headerBytes({ number, previousHash, dataHash }: BlockHeader): Uint8Array<ArrayBuffer> {
  const content = [
    ...element(integerTag, integerBytes(number)),
    ...element(octetStringTag, hexBytes(previousHash)),
    ...element(octetStringTag, hexBytes(dataHash)),
  ];
  return Uint8Array.from(element(sequenceTag, content));
}

/** The header hash of a block, in hex; `undefined` if a part is not a number or not hex, which no real block has. */
export async function headerHash(header: BlockHeader): Promise<string | undefined> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = headerBytes(header);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Recomputes the hashes of blocks, oldest first, that must follow what was recomputed before; one hash per block. */
export async function extend(before: Recomputed, blocks: readonly StatedBlock[]): Promise<Extension> {
  let recomputed = before;
  for (const block of blocks) {
    const hash = await headerHash(block);
    const misfit = misfitOf(block, hash, recomputed);
    if (hash === undefined || misfit !== undefined)
      return { recomputed, broken: { block: block.number, misfit: misfit ?? 'header' } };
    recomputed = { blocks: recomputed.blocks + 1, hashes: [...recomputed.hashes, hash].slice(-kept) };
  }
  return { recomputed };
}

function misfitOf(block: StatedBlock, hash: string | undefined, before: Recomputed): Misfit | undefined {
  if (block.number !== before.blocks.toString()) return 'number';
  if (block.previousHash !== (before.hashes.at(-1) ?? '')) return 'previous';
  return block.headerHash === hash ? undefined : 'header';
}

/** The recomputed hash of a block; `undefined` if it was not recomputed or is no longer kept. */
export function hashOf({ blocks, hashes }: Recomputed, block: number): string | undefined {
  return block >= blocks ? undefined : hashes[hashes.length - (blocks - block)];
}

/** Big-endian two's complement with the fewest bytes (X.690, 8.3): a first bit of 1 would make it negative. */
function integerBytes(decimal: string): readonly number[] {
  if (!/^\d+$/.test(decimal)) throw new RangeError('no block number');
  const hex = BigInt(decimal).toString(16);
  const bytes = hexBytes(hex.length % 2 === 1 ? `0${hex}` : hex);
  return (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes;
}

function hexBytes(hex: string): readonly number[] {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new RangeError('no hex');
  return Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function element(tag: number, content: readonly number[]): readonly number[] {
  return [tag, ...lengthBytes(content.length), ...content];
}

/** Up to 127 in one byte, otherwise the number of length bytes followed by these (X.690, 8.1.3). */
function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = hexBytes(length.toString(16).padStart(length < 0x100 ? 2 : 4, '0'));
  return [0x80 + bytes.length, ...bytes];
}
