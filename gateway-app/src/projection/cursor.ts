import { Failure } from '../domain/shared/failure.js';

/** A place in a list, as the caller passes it to get the next page. */
export function writeCursor(sequence: number): string {
  return sequence.toString(36);
}

/** @throws {Failure} INVALID for a text that is not from a list. */
export function parseCursor(text: string): number {
  const sequence = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  if (!Number.isSafeInteger(sequence)) throw new Failure('INVALID', 'no such page');
  return sequence;
}

/** A place made of several numbers; the first one decides first. */
export function writePlace(numbers: readonly number[]): string {
  return numbers.map(writeCursor).join('.');
}

/** @throws {Failure} INVALID for a text that is not from such a list. */
export function parsePlace(text: string, length: number): readonly number[] {
  const numbers = text.split('.').map(parseCursor);
  if (numbers.length !== length) throw new Failure('INVALID', 'no such page');
  return numbers;
}
