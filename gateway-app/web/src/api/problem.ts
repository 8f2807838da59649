import type { components } from './schema.js';

type ProblemDocument = components['schemas']['Problem'];

/**
 * Codes of the gateway's problems, and those that only a page knows: the gateway did not answer, the person cancelled,
 * the chosen file has changed.
 */
export type ProblemCode = ProblemDocument['code'] | 'UNREACHABLE' | 'CANCELLED' | 'FILE_CHANGED';

/** A call that did not succeed. Pages show words for the code in the person's language, never the English `detail`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly fields: readonly Readonly<{ pointer: string; detail: string }>[];
  readonly disclosureId: string | undefined;
  /** Why not even a refusal was recorded. */
  readonly reason: ProblemDocument['reason'];
  readonly transactionId: string | undefined;
  readonly organizations: readonly string[];
  /** The author of the proposal that does not match the ledger. */
  readonly author: ProblemDocument['author'];
  /** Only the key agents of `organizations` object to the proposal; it can be accepted all the same. */
  readonly othersFit: boolean;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    document: Partial<ProblemDocument> = {},
    options: Readonly<{ retryAfter?: number | undefined; cause?: unknown }> = {},
  ) {
    super(document.detail ?? code, { cause: options.cause });
    this.code = code;
    this.status = document.status ?? 0;
    this.requestId = document.requestId;
    this.fields = document.errors ?? [];
    this.disclosureId = document.disclosureId;
    this.reason = document.reason;
    this.transactionId = document.transactionId;
    this.organizations = document.organizations ?? [];
    this.author = document.author;
    this.othersFit = document.othersFit ?? false;
    this.retryAfter = options.retryAfter;
  }
}

/**
 * The problem of an answer that is not a success; `undefined` for success. 202 means that the outcome is not known yet.
 */
export async function problemOf(response: Response): Promise<Problem | undefined> {
  if (response.ok && response.status !== 202) return undefined;
  return problemFrom(response.status, await response.text(), response.headers.get('retry-after'));
}

/** The same from an answer's text, as an XMLHttpRequest returns it. */
export function problemFrom(status: number, text: string, retryAfter: string | null): Problem {
  const document = parse(text);
  const options = { retryAfter: retryAfter === null ? undefined : Number(retryAfter) };
  // A proxy in front of the gateway answers when the gateway is down, without a problem document of ours.
  const code = [502, 503, 504].includes(status) ? 'UNREACHABLE' : 'INTERNAL';
  return new Problem(document?.code ?? code, document ?? { status }, options);
}

/** Turns anything that was thrown into a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // `fetch` rejects with a TypeError when there is no connection; anything else is a fault of the page.
  return new Problem(error instanceof TypeError ? 'UNREACHABLE' : 'INTERNAL', {}, { cause: error });
}

function parse(text: string): ProblemDocument | undefined {
  try {
    return JSON.parse(text) as ProblemDocument;
  } catch {
    return undefined;
  }
}
