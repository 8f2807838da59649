import type { Person } from './kit/api/gateway-client.js';

/** Where the visit reports what happens. */
export type Say = (sentence: string) => void;

/** Raised when something differs from what the visit says. */
export class Differs extends Error {
  override readonly name = 'Differs';
}

/** The people of the visit, all registered again so that it can be repeated. */
export interface Cast {
  readonly patient: Person;
  /** Of HospitalA. */
  readonly drA: Person;
  /** Of HospitalB. */
  readonly drB: Person;
}

/** @throws {Differs} */
export function expect(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Differs(`expected: ${what}`);
}
