import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { newSignatureSeed, signaturePublicKey } from '@medseal/sealing';
import type { Organization } from '../topology/instance.js';
import { secretFile, type SecretName } from '../topology/layout.js';
import { writeFile } from '../write-file.js';

/** A secret of an organization: 32 random bytes as hex, created at the first use and kept in a file of mode 0600. */
export function secretOf(organization: Organization, name: Exclude<SecretName, 'operator-seed'>): string {
  return keptIn(secretFile(organization, name), randomSecret);
}

/** 256 random bits, hex. */
export function randomSecret(): string {
  return randomBytes(32).toString('hex');
}

/** The operator's ML-DSA-65 seed (32 bytes, base64 in the file), created at the first use. */
export function operatorSeed(organization: Organization): Uint8Array {
  const seed = () => Buffer.from(newSignatureSeed()).toString('base64');
  return Buffer.from(keptIn(secretFile(organization, 'operator-seed'), seed), 'base64');
}

/** The operator's ML-DSA-65 public key, base64: what the consortium file names. */
export function operatorPublicKey(organization: Organization): string {
  return Buffer.from(signaturePublicKey(operatorSeed(organization))).toString('base64');
}

function keptIn(file: string, make: () => string): string {
  if (!existsSync(file)) writeFile(file, make());
  return readFileSync(file, 'utf8');
}
