import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The bytes in chunks of the given lengths, in rotation. */
export function* chunksOf(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  let start = 0;
  for (let turn = 0; start < bytes.length; turn++) {
    const end = start + (lengths[turn % lengths.length] ?? bytes.length);
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** The same bytes several times. */
export function* repeated(bytes: Uint8Array, times: number): Generator<Uint8Array> {
  for (let turn = 0; turn < times; turn++) yield bytes;
}

/** The output of a stream: all bytes until it ended or failed. */
export type Outcome = Readonly<{ output: Buffer; error: unknown }>;

/** Sends bytes through a stream and keeps the output even if the stream fails. */
export async function through(
  bytes: Uint8Array,
  stream: Transform,
  lengths: readonly number[] = [65_536],
): Promise<Outcome> {
  const output: Buffer[] = [];
  try {
    await pipeline(Readable.from(chunksOf(bytes, lengths)), stream, async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) output.push(piece);
    });
    return { output: Buffer.concat(output), error: undefined };
  } catch (error) {
    return { output: Buffer.concat(output), error };
  }
}
