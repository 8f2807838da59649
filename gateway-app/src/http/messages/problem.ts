import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { asFailure, Failure, type FailureCode, isForLackOfRoom } from '../../domain/shared/failure.js';
import { namedReference } from './named-reference.js';

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
  TOO_SLOW: [408, 'Too slow'],
  CONFLICT: [409, 'In conflict with the present state'],
  OTHER_PERSON: [409, 'Another person is signed in'],
  LENGTH_REQUIRED: [411, 'The length is required'],
  TOO_LARGE: [413, 'Too large'],
  WRONG_TYPE: [415, 'Wrong type of content'],
  RANGE_NOT_SATISFIABLE: [416, 'The range is outside the content'],
  KEY_REUSED: [422, 'The idempotency key belongs to another request'],
  TOO_MANY: [429, 'Too many requests'],
  INTERNAL: [500, 'Something went wrong here'],
  INTEGRITY: [502, 'Integrity alarm'],
  UNAVAILABLE: [503, 'Some parts are not available'],
  OUTCOME_UNKNOWN: [202, 'Submitted, outcome not known yet'],
  STORE_FULL: [507, 'The store is full'],
  CLOCK_WRONG: [503, 'A clock is wrong'],
};

/** Seconds until another try makes sense, if the failure does not say. */
const defaultRetry: Partial<Record<ProblemCode, number>> = {
  TOO_MANY: 1,
  UNAVAILABLE: 5,
  OUTCOME_UNKNOWN: 2,
  CLOCK_WRONG: 60,
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
  reason: z.literal('REPORT_NOT_ACTIVE').optional().meta({
    description: 'Nothing was recorded: the report was taken out of the record, so no one can open it',
  }),
  author: namedReference
    .optional()
    .meta({ description: 'Author of the proposal that does not match the ledger' }),
  othersFit: z.literal(true).optional().meta({
    description:
      'Only the key agents of `organizations` say that their shares do not open; all other shares are intact. The proposal can be accepted `despite` them',
  }),
});
type Problem = z.infer<typeof problemSchema>;

/** A problem as it is sent. */
export interface SentProblem {
  readonly document: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a problem is made of: a `Failure`, or a code that only HTTP knows. */
type ProblemSource = Pick<Failure, 'detail' | 'facts'> & Readonly<{ code: ProblemCode }>;

/** True when the caller closed the connection. If this side broke the answer off, `errored` holds the reason. */
export function hasLeft({ destroyed, errored }: Pick<ServerResponse, 'destroyed' | 'errored'>): boolean {
  return destroyed && errored === null;
}

/** Raised for an address that exists, asked with a method that it does not serve. */
export class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
}

/**
 * The problem document of whatever was thrown, with the headers that belong to it: the one place that turns failures into
 * answers. What is unexpected becomes a plain sentence; its cause is for the log.
 */
export function problemOf(error: unknown, requestId: string): SentProblem {
  const source = sourceOf(error);
  const { code, detail } = source;
  const [status, title] = statuses[code];
  const { fields, organizations } = source.facts;
  return {
    document: {
      type: `urn:medseal:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      code,
      detail,
      requestId,
      ...(fields !== undefined && { errors: [...fields] }),
      ...membersOf(source.facts),
      ...(organizations !== undefined && { organizations: [...organizations] }),
    },
    headers: headersOf(source, status),
  };
}

function sourceOf(error: unknown): ProblemSource {
  const failure = asFailure(error);
  // A ledger that "cannot be reached" may be a journal without room; other failures mean what they say.
  const isSettled = failure instanceof Failure && failure.code !== 'UNAVAILABLE';
  if (!isSettled && isForLackOfRoom(failure))
    return { code: 'STORE_FULL', detail: 'This gateway has no room left to store anything.', facts: {} };
  if (failure instanceof Failure) return failure;
  // The router's own error for a path that does not decode.
  if (failure instanceof URIError)
    return { code: 'INVALID', detail: 'The path is not well formed.', facts: {} };
  if (failure instanceof MethodNotAllowedError)
    return { code: 'METHOD_NOT_ALLOWED', detail: 'This address does not serve this method.', facts: {} };
  return { code: 'INTERNAL', detail: 'The request could not be served; the log has the details.', facts: {} };
}

function headersOf({ code, facts }: ProblemSource, status: number): Record<string, string> {
  const { retryAfter = defaultRetry[code], size } = facts;
  return {
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(size !== undefined && { 'content-range': `bytes */${size}` }),
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="medseal"' }),
  };
}

/** Facts that are in headers, or under another name or in another form. */
const elsewhere = ['fields', 'organizations', 'retryAfter', 'size'] as const;

/** The facts that a problem document holds as they are. */
function membersOf(facts: Failure['facts']): Omit<Failure['facts'], (typeof elsewhere)[number]> {
  const members = Object.entries(facts).filter(
    ([name, value]) => value !== undefined && !elsewhere.some((each) => each === name),
  );
  return Object.fromEntries(members);
}
