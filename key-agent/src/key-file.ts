import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import {
  base64Schema,
  canonicalBytes,
  canonicalize,
  encapsulationKeySchema,
  parseCanonical,
} from '@medseal/ledger-model';
import { CannotOpenError, kemPublicKey, newKemSeed, openBox, passwordKey, sealBox } from '@medseal/sealing';
import { z } from 'zod';

const format = 'medseal/agent-key/v1';
const saltLength = 16;
const sealedSeedLength = 12 + 32 + 16;

/** Canonical JSON; the seed is sealed with AES-256-GCM under Argon2id of the passphrase, bound to the public key. */
const keyFileSchema = z.strictObject({
  format: z.literal(format),
  publicKey: encapsulationKeySchema,
  salt: base64Schema(saltLength),
  sealedSeed: base64Schema(sealedSeedLength),
});
type KeyFile = z.infer<typeof keyFileSchema>;

/**
 * Makes a key agent's key pair and writes the private key to a new file that only its owner can read.
 * @returns the X-Wing public key, base64 of 1216 bytes, for the organization's record on the ledger
 * @throws when the file already exists or cannot be written.
 */
export async function createAgentKey(path: string, passphrase: string): Promise<string> {
  const seed = newKemSeed();
  const publicKey = Buffer.from(kemPublicKey(seed)).toString('base64');
  const salt = randomBytes(saltLength);
  const key = await boxKey(passphrase, salt);
  const sealedSeed = sealBox({ key, aad: boundTo(publicKey), plaintext: seed });
  const content: KeyFile = {
    format,
    publicKey,
    salt: salt.toString('base64'),
    sealedSeed: Buffer.from(sealedSeed).toString('base64'),
  };
  await writeNew(path, canonicalize(content));
  return publicKey;
}

/**
 * Reads the 32-byte X-Wing seed from a key file.
 * @throws {CannotOpenError} when the passphrase is wrong or the file has been altered.
 * @throws when the file cannot be read.
 */
export async function openAgentKey(path: string, passphrase: string): Promise<Uint8Array> {
  const file = parseKeyFile(await readFile(path));
  const key = await boxKey(passphrase, Buffer.from(file.salt, 'base64'));
  const sealed = Buffer.from(file.sealedSeed, 'base64');
  const seed = openBox({ key, aad: boundTo(file.publicKey), sealed });
  if (Buffer.from(kemPublicKey(seed)).toString('base64') !== file.publicKey)
    throw new CannotOpenError('content');
  return seed;
}

function parseKeyFile(bytes: Uint8Array): KeyFile {
  try {
    return keyFileSchema.parse(parseCanonical(bytes));
  } catch {
    throw new CannotOpenError('content');
  }
}

function boxKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return passwordKey({ password: passphrase, salt, pepper: Buffer.from(format) });
}

function boundTo(publicKey: string): Uint8Array {
  return canonicalBytes([format, publicKey]);
}

/** Create-only, so that no run ever replaces a key to which shares are sealed; on disk before it returns. */
async function writeNew(path: string, content: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
