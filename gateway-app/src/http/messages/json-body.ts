import { BodyError, readJsonBody } from '@medseal/transport';
import type { Request } from 'express';
import { Failure } from '../../domain/shared/failure.js';

/** Largest JSON body, bytes. */
const maxBody = 65_536;

/**
 * Reads a JSON body.
 * @throws {Failure} WRONG_TYPE, TOO_LARGE, INVALID
 */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return await readJsonBody(request, maxBody);
  } catch (error) {
    throw error instanceof BodyError ? new Failure(error.code, error.message, {}, error.cause) : error;
  }
}
