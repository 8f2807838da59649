import createClient from 'openapi-fetch';
import { call } from './calls.js';
import { Problem } from './problem.js';
import type { paths } from './schema.js';

/** The gateway's REST API with the types of its OpenAPI document; every call throws a {@link Problem} or has `data`. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  cache: 'no-store',
  fetch: call,
});

/** The body of a successful answer. @throws {Problem} if the call fails */
export async function dataOf<Data>(asked: Promise<Readonly<{ data?: Data }>>): Promise<NonNullable<Data>> {
  const { data } = await asked;
  if (data === undefined || data === null) throw new Problem('INTERNAL');
  return data;
}

/** Fetches bytes, such as a report's content, without reading the body. @throws {Problem} */
export async function fetchBytes(path: string, signal: AbortSignal): Promise<Response> {
  return await call(new Request(path, { cache: 'no-store', signal }));
}
