import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

/** Order of the group of P-256 (FIPS 186-5); Fabric refuses an `s` above its half. */
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const scalarLength = 32;

/** A new P-256 private key as PEM (PKCS #8). */
export function newP256Key(): string {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  });
  return pair.privateKey;
}

/**
 * Fabric's signature over a message: ECDSA with P-256 and SHA-256, `s` in the lower half, as DER.
 * For fabric-gateway together with `hash.none`, because it hashes the message itself.
 * @throws {TypeError} when the PEM does not hold a P-256 key.
 */
export function p256Signer(privateKeyPem: string): (message: Uint8Array) => Promise<Uint8Array> {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new TypeError('not a P-256 key');
  return (message) => Promise.resolve(toLowDer(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })));
}

function toLowDer(signature: Buffer): Buffer {
  const r = signature.subarray(0, scalarLength);
  const s = signature.subarray(scalarLength);
  const number = BigInt(`0x${s.toString('hex')}`);
  const low = number > order / 2n ? Buffer.from((order - number).toString(16).padStart(64, '0'), 'hex') : s;
  const body = Buffer.concat([derInteger(r), derInteger(low)]);
  return Buffer.concat([Uint8Array.of(0x30, body.length), body]);
}

/** DER INTEGER of an unsigned number: no leading zeros except one where the top bit would be a sign (X.690, 8.3). */
function derInteger(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = number.subarray(first);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.from([0x02, sign.length + digits.length, ...sign, ...digits]);
}
