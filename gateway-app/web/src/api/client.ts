import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, Problem, problemOf } from './problem.js';
import type { paths } from './schema.js';

/** Turns every answer that is no success, and every missing answer, into a thrown {@link Problem}. */
const problems: Middleware = {
  async onResponse({ response }) {
    const problem = await problemOf(response.clone());
    if (problem !== undefined) throw problem;
  },
  onError({ error }) {
    return asProblem(error);
  },
};

/** The gateway's REST API with the types of its OpenAPI document; every call throws a {@link Problem} or has `data`. */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, cache: 'no-store' });
api.use(problems);

/** The body of a successful answer. @throws {Problem} */
export async function dataOf<Data>(call: Promise<Readonly<{ data?: Data }>>): Promise<NonNullable<Data>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new Problem('INTERNAL');
  return data;
}

/** Fetches bytes, such as a report's content, unread. @throws {Problem} */
export async function fetchBytes(path: string, signal?: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(path, { cache: 'no-store', ...(signal !== undefined && { signal }) });
    const problem = await problemOf(response);
    if (problem !== undefined) throw problem;
    return response;
  } catch (error) {
    if (signal?.aborted === true) throw new Problem('CANCELLED', {}, { cause: error });
    throw asProblem(error);
  }
}
