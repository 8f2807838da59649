import { Failure } from '../../domain/shared/failure.js';

/** An error as the log shows it. */
export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly detail?: string;
  /** What single peers of the network answered, ids struck out. */
  readonly peers?: readonly string[];
  /** Where it was thrown: file and line, innermost first. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

/**
 * Describes an error and its causes for the log. Messages of foreign errors may quote what they failed on. So the log
 * gets only our own sentences, which name no one, and what Fabric's peers said; of others, the kind, code and place.
 */
export function describeError(error: unknown): DescribedError {
  if (typeof error === 'string') return { name: 'text', detail: withoutIds(error) };
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const peers = peersOf(error);
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(error instanceof Failure && { detail: withoutIds(error.detail) }),
    ...(peers.length > 0 && { peers }),
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

/** A GatewayError of Fabric has an answer of each peer that failed; an operator needs them. */
function peersOf(error: Error): string[] {
  const { details } = error as { details?: unknown };
  if (!Array.isArray(details)) return [];
  return details.map((detail: unknown) => {
    const { mspId = '', message = '' } = detail as Partial<Record<'mspId' | 'message', unknown>>;
    return withoutIds(`${String(mspId)}: ${String(message)}`).slice(0, 300);
  });
}

function withoutIds(text: string): string {
  return text.replace(/\b[a-z]{3}_[0-9A-Za-z]{27}\b/g, '(id)');
}

function placesOf(error: Error): string[] {
  const lines = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return lines.slice(0, 6).map((line) => line.trim().replace(/^at /, ''));
}
