import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FloeOpening, FloeSealing, runSteps } from '../src/floe/floe.js';
import { openedLength, type FloeShape } from '../src/floe/floe-layout.js';
import { FloeRangeOpener } from '../src/floe/floe-range.js';

/** Published by the specification's authors; see vectors/README.md. */
const folder = new URL('./vectors/floe/', import.meta.url);
const key = new Uint8Array(32);
const aad = Buffer.from('This is AAD');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('_ct.txt'))
  .map((file) => file.slice(0, -'_ct.txt'.length));

function read(file: string): Buffer {
  return Buffer.from(readFileSync(new URL(file, folder), 'utf8').trim(), 'hex');
}

function shapeOf(name: string): FloeShape {
  const segmentLength = name.endsWith('_4K') ? 4096 : name.endsWith('_64') ? 64 : 40;
  return { segmentLength, rotationBits: name.endsWith('rotation') ? 2 : 20 };
}

describe('published FLOE messages', () => {
  test('are complete', () => {
    expect(names).toHaveLength(6);
  });

  test.each(names)('%s opens', (name) => {
    const sealed = read(`${name}_ct.txt`);
    const opened = runSteps(new FloeOpening({ key, aad, shape: shapeOf(name) }), sealed);
    expect(opened).toEqual(read(`${name}_pt.txt`));
    expect(openedLength(sealed.length, shapeOf(name).segmentLength)).toBe(opened.length);
  });

  test.each(names)('%s opens by range', (name) => {
    const sealed = read(`${name}_ct.txt`);
    const plaintext = read(`${name}_pt.txt`);
    const opener = new FloeRangeOpener(
      { key, aad, header: sealed.subarray(0, 74), sealedBytes: sealed.length },
      shapeOf(name),
    );
    const range = { start: 3, end: plaintext.length - 1 };
    const needed = opener.sealedRange(range);
    expect(opener.open(range, sealed.subarray(needed.start, needed.end))).toEqual(plaintext.subarray(3, -1));
  });

  test.each(names)('%s does not open if a segment key is kept for too many or too few segments', (name) => {
    const { segmentLength, rotationBits } = shapeOf(name);
    const shape = { segmentLength, rotationBits: rotationBits === 2 ? 20 : 0 };
    const sealed = read(`${name}_ct.txt`);
    expect(() => runSteps(new FloeOpening({ key, aad, shape }), sealed)).toThrow('cannot open');
  });

  test.each(names)('%s has the same length as our sealed message', (name) => {
    const plaintext = read(`${name}_pt.txt`);
    const sealed = runSteps(new FloeSealing({ key, aad, shape: shapeOf(name) }), plaintext);
    const emptySegmentAtTheEnd = name.endsWith('lastSegEmpty') ? 32 : 0;
    expect(sealed.length + emptySegmentAtTheEnd).toBe(read(`${name}_ct.txt`).length);
  });
});
