import type { IncomingMessage } from 'node:http';
import { AnswerTooLargeError, readBounded } from './bounded-answer.js';
import { hasOneMeaning } from './one-meaning.js';

/** Time for a body to arrive, milliseconds. */
const patience = 10_000;

/** A body that is not accepted, and why. */
export class BodyError extends Error {
  override readonly name = 'BodyError';

  constructor(
    readonly code: 'WRONG_TYPE' | 'TOO_LARGE' | 'INVALID',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * Reads a JSON body in UTF-8 with a maximum number of bytes.
 * @throws {BodyError} WRONG_TYPE for other media types and encodings, TOO_LARGE, INVALID for a body that is not JSON,
 * could be read in different ways, or arrives too slowly.
 */
export async function readJsonBody(request: IncomingMessage, bytes: number): Promise<unknown> {
  requireJson(request);
  const text = decode(await readAll(request, bytes));
  const value = parse(text);
  if (!hasOneMeaning(text, value))
    throw new BodyError('INVALID', 'The body has a duplicate member or text that is not Unicode.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BodyError('INVALID', 'The body is not JSON.');
  }
}

function requireJson(request: IncomingMessage): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset=(?:utf-?8|"utf-?8")$/.test(charset);
  if (type.trim() !== 'application/json' || !isUtf8 || request.headers['content-encoding'] !== undefined)
    throw new BodyError('WRONG_TYPE', 'The body must be application/json in UTF-8, not compressed.');
}

async function readAll(request: IncomingMessage, bytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bytes) throw tooLarge(bytes);
  const timer = setTimeout(() => request.destroy(), patience);
  try {
    // The stream must outlive a refusal: if it were destroyed, the connection would end before the answer.
    return await readBounded(request.iterator({ destroyOnReturn: false }), bytes);
  } catch (error) {
    throw error instanceof AnswerTooLargeError
      ? tooLarge(bytes)
      : new BodyError('INVALID', 'The body ended early.', error);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(bytes: number): BodyError {
  return new BodyError('TOO_LARGE', `The body has more than ${bytes} bytes.`);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BodyError('INVALID', 'The body is not UTF-8.');
  }
}
