/* Measures sealing and opening of report bytes beside bare AES-256-GCM and SHA-256 of the same run. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  FloeOpener,
  FloeSealer,
  hpkeOpen,
  hpkeSeal,
  kemPublicKey,
  newHalves,
  newKemSeed,
  sealReport,
} from '@medseal/sealing';

const mebibyte = 2 ** 20;
const chunk = randomBytes(65_536);
const total = 512 * mebibyte;
const key = randomBytes(32);
const secret = { key, aad: new Uint8Array(0) };
const ids = {
  suite: 'medseal-1',
  channel: 'medseal',
  reportId: 'rep_bench',
  versionId: 'ver_bench',
  patient: 'nym_bench',
};

function* repeated(bytes, count) {
  for (let turn = 0; turn < count; turn++) yield bytes;
}

async function rate(name, run) {
  const start = process.hrtime.bigint();
  await run();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(`${name.padEnd(34)} ${Math.round(total / mebibyte / seconds)} MiB/s`);
}

async function milliseconds(name, run) {
  const turns = 200;
  const start = process.hrtime.bigint();
  for (let turn = 0; turn < turns; turn++) await run();
  console.log(`${name.padEnd(34)} ${(Number(process.hrtime.bigint() - start) / 1e6 / turns).toFixed(2)} ms`);
}

const sink = () => new Writable({ write: (_piece, _encoding, done) => done() });
const source = () => Readable.from(repeated(chunk, total / chunk.length));

for (let round = 0; round < 2; round++) {
  await rate('bare AES-256-GCM', () => {
    const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12));
    for (const piece of repeated(chunk, total / chunk.length)) cipher.update(piece);
  });
  await rate('bare SHA-256', () => {
    const hash = createHash('sha256');
    for (const piece of repeated(chunk, total / chunk.length)) hash.update(piece);
  });
  await rate('FloeSealer', () => pipeline(source(), new FloeSealer(secret), sink()));
  await rate('sealReport (seal, hash both sides)', () =>
    pipeline(source(), sealReport({ ids, halves: newHalves() }).stream, sink()),
  );
  await rate('FloeSealer into FloeOpener', () =>
    pipeline(source(), new FloeSealer(secret), new FloeOpener(secret), sink()),
  );
}
const seed = newKemSeed();
const publicKey = kemPublicKey(seed);
const info = randomBytes(200);
const sealed = await hpkeSeal({ publicKey, info, plaintext: randomBytes(33) });
await milliseconds('hpkeSeal', () => hpkeSeal({ publicKey, info, plaintext: randomBytes(33) }));
await milliseconds('hpkeOpen', () => hpkeOpen({ seed, info, sealed }));
