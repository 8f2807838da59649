import type { z } from 'zod';
import { Failure } from '../../domain/shared/failure.js';

type Issue = z.core.$ZodIssue;

/**
 * Checks one part of the input; the failure lists every wrong field as a JSON pointer (RFC 6901) without quoting values.
 * @throws {Failure} INVALID
 */
export function checked(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) => fieldsOf(issue));
  throw new Failure('INVALID', 'Some fields are missing, unknown or invalid.', { fields });
}

function fieldsOf(issue: Issue): { pointer: string; detail: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: 'is not known' }));
  return [{ pointer: pointer(issue.path), detail: detailOf(issue) }];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function detailOf(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  return issue.message;
}
