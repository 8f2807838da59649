import { hkdfSync } from 'node:crypto';
import { canonicalBytes, parseCanonical, type PersonId } from '@medseal/ledger-model';
import { CannotOpenError, openBox, sealBox } from '@medseal/sealing';
import { z } from 'zod';
import type { Keyring } from './keyring.js';

/** How long the answer to a registration can be repeated, milliseconds. */
export const answerLife = 15 * 60_000;

/** A recovery code that is kept until its owner surely has it. */
export interface KeptAnswer {
  /** Opens with the keyring (and so with the password) and with the caller's own name for the request. */
  readonly sealed: Uint8Array;
  /** RFC 3339. */
  readonly until: string;
}

/** Whose recovery code it is, and the idempotency key of the request. */
export interface AnsweredRequest {
  readonly owner: PersonId;
  readonly onceKey: string;
}

/** Seals a recovery code for the repetition of a registration. */
export function sealAnswer(keyring: Keyring, request: AnsweredRequest, recoveryCode: string): Uint8Array {
  return sealBox({
    key: answerKey(keyring, request.onceKey),
    aad: associatedData(request.owner),
    plaintext: canonicalBytes(recoveryCode),
  });
}

/** The recovery code; `undefined` for another idempotency key. */
export function openAnswer(
  keyring: Keyring,
  request: AnsweredRequest,
  sealed: Uint8Array,
): string | undefined {
  try {
    const box = { key: answerKey(keyring, request.onceKey), aad: associatedData(request.owner), sealed };
    return z.string().parse(parseCanonical(openBox(box)));
  } catch (error) {
    if (error instanceof CannotOpenError) return undefined;
    throw error;
  }
}

/** 32 bytes. */
function answerKey({ kemSeed }: Keyring, onceKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', kemSeed, onceKey, 'medseal/registration-answer/v1', 32));
}

function associatedData(owner: PersonId): Uint8Array {
  return canonicalBytes(['medseal/registration-answer/v1', owner]);
}
