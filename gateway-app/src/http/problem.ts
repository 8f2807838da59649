import { z } from 'zod';
import type { Failure, FailureCode } from '../domain/failure.js';

/** Codes that only HTTP knows. */
type HttpCode = 'METHOD_NOT_ALLOWED' | 'INTERNAL';
export type ProblemCode = FailureCode | HttpCode;

/** Status and title of every code: the one place where failures meet HTTP. */
const statuses: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  INVALID: [400, 'The request is not valid'],
  UNAUTHENTICATED: [401, 'Not signed in'],
  STEP_UP_REQUIRED: [401, 'The password is needed again'],
  FORBIDDEN: [403, 'Not permitted'],
  NO_PERMISSION: [403, 'No permission to read this'],
  NOT_ASSIGNED: [403, 'Not assigned to this patient'],
  NOT_ACTIVE: [403, 'Not active'],
  EXPIRED: [403, 'Expired'],
  BAD_SIGNATURE: [403, 'The signature does not verify'],
  NOT_FOUND: [404, 'Not found'],
  METHOD_NOT_ALLOWED: [405, 'Method not allowed'],
  CONFLICT: [409, 'In conflict with what is there'],
  TOO_LARGE: [413, 'Too large'],
  WRONG_TYPE: [415, 'Wrong type of content'],
  KEY_REUSED: [422, 'The idempotency key belongs to another request'],
  ON_HOLD: [423, 'On hold'],
  TOO_MANY: [429, 'Too many requests'],
  INTERNAL: [500, 'Something went wrong here'],
  INTEGRITY: [502, 'Integrity alarm'],
  UNAVAILABLE: [503, 'Parts are missing'],
  OUTCOME_UNKNOWN: [202, 'Submitted, outcome not known yet'],
  STORE_FULL: [507, 'The store is full'],
};

/** Seconds until a further try makes sense, where the failure does not say. */
const defaultRetry: Partial<Record<ProblemCode, number>> = {
  TOO_MANY: 1,
  UNAVAILABLE: 5,
  OUTCOME_UNKNOWN: 2,
};

/** Problem document (RFC 9457) with our members. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(statuses) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  disclosureId: z.string().optional(),
  transactionId: z.string().optional(),
  organizations: z.array(z.string()).optional(),
});
type Problem = z.infer<typeof problemSchema>;

/** A problem as it is sent. */
export interface SentProblem {
  readonly document: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a problem is made of: a `Failure`, or a code that only HTTP knows. */
export type ProblemSource = Pick<Failure, 'detail' | 'facts'> & Readonly<{ code: ProblemCode }>;

/** The problem document of a failure, with the headers that belong to it. */
export function problemOf(source: ProblemSource, requestId: string): SentProblem {
  const { code, detail, facts } = source;
  const [status, title] = statuses[code];
  const { fields, retryAfter = defaultRetry[code], disclosureId, transactionId, organizations } = facts;
  return {
    document: {
      type: `urn:medseal:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      code,
      detail,
      requestId,
      ...(fields !== undefined && { errors: [...fields] }),
      ...(disclosureId !== undefined && { disclosureId }),
      ...(transactionId !== undefined && { transactionId }),
      ...(organizations !== undefined && { organizations: [...organizations] }),
    },
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="medseal"' }),
    },
  };
}
