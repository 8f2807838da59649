import type { Request } from 'express';
import { Failure } from '../domain/failure.js';

/** Largest JSON body, bytes. */
const maxBody = 65_536;
/** Time for a JSON body to arrive, milliseconds. */
const patience = 10_000;

/**
 * Reads a JSON body in UTF-8.
 * @throws {Failure} WRONG_TYPE for other media types and encodings, TOO_LARGE, INVALID for what is no JSON or comes too slowly.
 */
export async function readJson(request: Request): Promise<unknown> {
  requireJson(request);
  const text = decode(await readAll(request));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Failure('INVALID', 'The body is not JSON.');
  }
}

function requireJson(request: Request): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (type.trim() !== 'application/json' || !isUtf8 || request.headers['content-encoding'] !== undefined)
    throw new Failure('WRONG_TYPE', 'The body must be application/json in UTF-8, not compressed.');
}

async function readAll(request: Request): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBody) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  const timer = setTimeout(() => request.destroy(), patience);
  try {
    // The stream must outlive a refusal: destroying it would end the connection before the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > maxBody) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('INVALID', 'The body broke off.', {}, error);
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Failure {
  return new Failure('TOO_LARGE', `The body has more than ${maxBody} bytes.`);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('INVALID', 'The body is not UTF-8.');
  }
}
