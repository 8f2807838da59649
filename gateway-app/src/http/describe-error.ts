import { Failure } from '../domain/failure.js';

/** An error as the log shows it. */
export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly detail?: string;
  /** Where it was thrown: file and line, innermost first. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

/**
 * Describes an error and its causes for the log. Messages of foreign errors may quote what they failed on, so only our own
 * sentences, which name nobody, are written; of others the kind, code and place.
 */
export function describeError(error: unknown): DescribedError {
  if (typeof error === 'string') return { name: 'text', detail: error };
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(error instanceof Failure && { detail: error.detail }),
    at: placesOf(error),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function codeOf(error: Error): string | undefined {
  const { kind, reason, code } = error as Partial<Record<'kind' | 'reason' | 'code', unknown>>;
  const words = [kind, reason, code].filter((word) => isWord(word));
  return words.length === 0 ? undefined : words.join(' ');
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z_]{1,40}$/.test(value));
}

function placesOf(error: Error): string[] {
  const lines = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return lines.slice(0, 6).map((line) => line.trim().replace(/^at /, ''));
}
