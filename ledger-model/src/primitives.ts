import { z } from 'zod';
import type { Digest } from './digest.js';
import { isId, type IdKind } from './ids.js';

function id<Kind extends IdKind>(kind: Kind) {
  return z.custom<string & { readonly __id: Kind }>(
    (value) => typeof value === 'string' && isId(kind, value),
    `not a ${kind} id`,
  );
}

export const personIdSchema = id('person');
export const pseudonymSchema = id('pseudonym');
export const reportIdSchema = id('report');
export const versionIdSchema = id('version');
export const consentIdSchema = id('consent');
export const disclosureIdSchema = id('disclosure');
export const assignmentIdSchema = id('assignment');
export const requestIdSchema = id('request');
export const auditQueryIdSchema = id('auditQuery');

/** `sha256:<64 lower-case hex digits>` */
export const digestSchema = z.custom<Digest>(
  (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
  'not sha256:<hex>',
);

/** A Fabric MSP id as the consortium file may name it. */
export const mspIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,62}$/);

/** Fabric's name of a transaction: SHA-256, hex. */
export const transactionIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** RFC 3339 in UTC with milliseconds, the only form in which times are written, so that text order is time order. */
export const timeSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => isRealTime(text), 'no such time');

/** Version number of a key, from 1. */
export const keyVersionSchema = z.int().min(1).max(1_000_000);

/** Standard base64 (RFC 4648, padded) of a number of bytes within the bounds. */
export function base64Schema(minimum: number, maximum = minimum) {
  return z.string().refine(
    (text) => {
      if (text.length > Math.ceil(maximum / 3) * 4) return false;
      const bytes = Buffer.from(text, 'base64');
      return bytes.length >= minimum && bytes.length <= maximum && bytes.toString('base64') === text;
    },
    `not base64 of ${minimum === maximum ? minimum : `${minimum} to ${maximum}`} bytes`,
  );
}

/** Sizes fixed by the algorithms of suite `medseal-1`, in bytes. */
export const sizes = {
  /** X-Wing public key (draft-connolly-cfrg-xwing-kem). */
  encapsulationKey: 1216,
  /** X-Wing ciphertext. */
  encapsulation: 1120,
  /** ML-DSA-65 public key and signature (FIPS 204, table 2). */
  signatureKey: 1952,
  signature: 3309,
  /** FLOE header: parameters, IV, header tag. */
  floeHeader: 74,
  /** Either half of a report's key. */
  half: 32,
  /** AES-GCM tag. */
  tag: 16,
} as const;

export const encapsulationKeySchema = base64Schema(sizes.encapsulationKey);
export const signatureKeySchema = base64Schema(sizes.signatureKey);

function isRealTime(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}
