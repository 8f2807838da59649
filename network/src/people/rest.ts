import { readBounded } from '@medseal/transport';
import { z } from 'zod';
import { NetworkError } from '../network-error.js';

/** A call to a gateway's REST API. */
export interface GatewayCall<Answer extends z.ZodType> {
  /** POST by default. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: unknown;
  /** A file instead of a JSON body. */
  readonly file?: Readonly<{ mediaType: string; bytes: Buffer<ArrayBuffer> }>;
  readonly token?: string;
  /** Makes a POST happen only once, however often it is sent (`Idempotency-Key`). */
  readonly key?: string;
  readonly answer: Answer;
}

/** The limits of an answer: milliseconds to its last byte, and bytes. */
const limits = { time: 60_000, bytes: 1 << 24 } as const;

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  disclosureId: z.string().optional(),
});

/** A gateway's refusal, with its stable code. */
export class RefusedCall extends NetworkError {
  constructor(
    message: string,
    readonly code: string,
    /** For a reading whose refusal is recorded. */
    readonly disclosureId: string | undefined,
  ) {
    super(message);
  }
}

/** Calls a gateway's REST API and checks the answer. Throws {@link RefusedCall} for a problem. */
export async function callGateway<Answer extends z.ZodType>(
  gateway: string,
  call: GatewayCall<Answer>,
): Promise<z.output<Answer>> {
  const body = call.file?.bytes ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const notAnswered = (cause: unknown): never => {
    throw new NetworkError(`${gateway} did not answer ${call.path} (${reasonOf(cause)}).`, {
      next: 'npm run network -- status',
      cause,
    });
  };
  const response = await fetch(`${gateway}/api/v1${call.path}`, {
    method: call.method ?? 'POST',
    headers: headersOf(call),
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(limits.time),
  }).catch(notAnswered);
  const answer = await answerOf(response).catch(notAnswered);
  if (!response.ok) throw refused(`${gateway} refused ${call.path}`, response.status, answer);
  return call.answer.parse(answer);
}

/** The reason for a failed `fetch` is in its cause: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as Readonly<{ cause?: { code?: string }; name: string }>;
  return cause?.code ?? name;
}

async function answerOf({ body }: Response): Promise<unknown> {
  const bytes = body === null ? '' : (await readBounded(body, limits.bytes)).toString();
  return bytes === '' ? undefined : JSON.parse(bytes);
}

/** For repeated decisions: a decision is made once, and a second try finds it made. Throws any other failure. */
export function madeBefore(error: unknown): void {
  if (!(error instanceof RefusedCall) || error.code !== 'CONFLICT') throw error;
}

function refused(what: string, status: number, answer: unknown): RefusedCall {
  const problem = problemSchema.safeParse(answer).data;
  const { code, detail, disclosureId } = problem ?? { code: String(status), detail: '' };
  return new RefusedCall(`${what}: ${code} ${detail}`, code, disclosureId);
}

function headersOf({ body, file, token, key }: GatewayCall<z.ZodType>): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(file === undefined ? {} : { 'content-type': file.mediaType }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
}
