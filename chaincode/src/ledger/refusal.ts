import { LedgerError, type ErrorCode } from '@medseal/ledger-model';

/** Refuses with this code unless the condition holds. The text is sent to the client and must not name a person. */
export function refuseUnless(condition: boolean, code: ErrorCode, text: string): asserts condition {
  if (!condition) throw new LedgerError(code, text);
}

/** The part of a zod schema that the contracts use. */
export interface Parser<Value> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: Value }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } };
}

/**
 * Reads a value by its strict schema.
 * @throws {LedgerError} `INVALID`, naming the place in the schema's own words, never the value.
 */
export function parse<Value>(schema: Parser<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new LedgerError(
    'INVALID',
    place === '' ? `${what} is malformed` : `${what} is malformed at ${place}`,
  );
}
