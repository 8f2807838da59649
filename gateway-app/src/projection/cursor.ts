import { Failure } from '../domain/shared/failure.js';

/** Place in a list as its reader carries it to the next page. */
export function writeCursor(sequence: number): string {
  return sequence.toString(36);
}

/** @throws {Failure} INVALID for what no list wrote. */
export function parseCursor(text: string): number {
  const sequence = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  if (!Number.isSafeInteger(sequence)) throw new Failure('INVALID', 'no such page');
  return sequence;
}

/** A place that several numbers make, the first deciding first. */
export function writePlace(numbers: readonly number[]): string {
  return numbers.map(writeCursor).join('.');
}

/** @throws {Failure} INVALID for what no such list wrote. */
export function parsePlace(text: string, length: number): readonly number[] {
  const numbers = text.split('.').map(parseCursor);
  if (numbers.length !== length) throw new Failure('INVALID', 'no such page');
  return numbers;
}
