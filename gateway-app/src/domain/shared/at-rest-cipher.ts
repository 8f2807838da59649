import { createHmac, hkdfSync } from 'node:crypto';
import { canonicalBytes, type JsonValue, parseCanonical } from '@medseal/ledger-model';
import { openBox, sealBox } from '@medseal/sealing';

/**
 * Makes the content of the database unreadable without the pepper, which is stored elsewhere: values are sealed with
 * AES-256-GCM, and what must be found again is stored as an HMAC. Both keys come from the pepper by HKDF.
 */
export class AtRestCipher {
  readonly #sealKey: Uint8Array;
  readonly #lookupKey: Uint8Array;

  constructor(pepper: Uint8Array) {
    this.#sealKey = deriveKey(pepper, 'medseal/at-rest/seal/v1');
    this.#lookupKey = deriveKey(pepper, 'medseal/at-rest/lookup/v1');
  }

  /** Seals a value for one place, for example ['profile', person id]; it does not open anywhere else. */
  seal(place: readonly string[], value: JsonValue): Uint8Array {
    return sealBox({ key: this.#sealKey, aad: canonicalBytes(place), plaintext: canonicalBytes(value) });
  }

  /** @throws {CannotOpenError} when it was not sealed for this place under this pepper. */
  open(place: readonly string[], sealed: Uint8Array): JsonValue {
    return parseCanonical(openBox({ key: this.#sealKey, aad: canonicalBytes(place), sealed }));
  }

  /** A name for a value in a table (64 hex digits) that does not reveal the value. */
  lookup(table: string, value: string): string {
    return createHmac('sha256', this.#lookupKey)
      .update(canonicalBytes([table, value]))
      .digest('hex');
  }
}

function deriveKey(pepper: Uint8Array, label: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', pepper, new Uint8Array(), label, 32));
}
