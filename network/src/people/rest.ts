import { z } from 'zod';
import { NetworkError } from '../network-error.js';

const problemSchema = z.object({ code: z.string(), detail: z.string() });

/** Calls a gateway's REST API and checks the answer. Throws {@link NetworkError} for a problem. */
export async function callGateway<Schema extends z.ZodType>(
  gateway: string,
  call: Readonly<{ path: string; body?: unknown; token?: string; answer: Schema }>,
): Promise<z.output<Schema>> {
  const response = await fetch(`${gateway}/api/v1${call.path}`, {
    method: 'POST',
    headers: {
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return call.answer.parse(answer);
  const problem = problemSchema.safeParse(answer).data;
  throw new NetworkError(
    `${gateway} refused ${call.path}: ${problem?.code ?? response.status} ${problem?.detail ?? ''}`,
  );
}
