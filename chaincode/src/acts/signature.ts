import { createPublicKey, verify } from 'node:crypto';

/** What a signature is checked against; key and signature in base64. */
interface SignedMessage {
  readonly publicKey: string;
  readonly message: Uint8Array;
  readonly context: string;
  readonly signature: string;
}

/** True when the ML-DSA-65 signature (FIPS 204, pure mode with context) over the message verifies. */
export function verifies({ publicKey, message, context, signature }: SignedMessage): boolean {
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'),
    format: 'raw-public',
    asymmetricKeyType: 'ml-dsa-65',
  });
  return verify(null, message, { key, context: Buffer.from(context) }, Buffer.from(signature, 'base64'));
}
