import {
  actBytes,
  actContext,
  attachmentSchemas,
  CanonicalError,
  digestOf,
  headerSchema,
  LedgerError,
  parseCanonical,
  statementSchemas,
  submittedFunctions,
  type AttachmentName,
  type Attachments,
  type Header,
  type JsonValue,
  type Statement,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import {
  identify,
  refuseInactive,
  type NewcomerCaller,
  type OperatorCaller,
  type PersonCaller,
} from './caller.js';
import type { LedgerContext } from '../ledger/context.js';
import { parse, refuseUnless } from '../ledger/refusal.js';
import { verifies } from './signature.js';

/** Functions by which an organization, through a registrar or an operator, decides about its people. */
export type StaffFunction =
  'ApprovePerson' | 'RefusePerson' | 'VerifyIdentity' | 'SuspendPerson' | 'ReinstatePerson';

/** Kinds of callers of the functions that are not only for registered people. */
interface SpecialCallers extends Record<StaffFunction, PersonCaller | OperatorCaller> {
  PublishOrganization: OperatorCaller;
  RegisterPerson: NewcomerCaller;
}
type CallerOf<Name extends SubmittedFunction> = Name extends keyof SpecialCallers
  ? SpecialCallers[Name]
  : PersonCaller;

/** Attachments by name, one for each digest in the statement; optional where the digest is optional. */
type AttachmentsOf<Name extends SubmittedFunction> = {
  readonly [Key in keyof DigestsOf<Name> as Key & AttachmentName]: NonNullable<
    Attachments[Key & AttachmentName]
  >;
};
type DigestsOf<Name extends SubmittedFunction> =
  Statement<Name> extends { readonly attachments?: infer Digests } ? NonNullable<Digests> : object;

/** A submitted act whose caller, signature and content are verified. */
export interface VerifiedAct<Name extends SubmittedFunction> {
  readonly ctx: LedgerContext;
  readonly name: Name;
  readonly caller: CallerOf<Name>;
  readonly statement: Statement<Name>;
  readonly attachments: AttachmentsOf<Name>;
}

interface Content {
  readonly statement: JsonValue & {
    readonly attachments?: Readonly<Partial<Record<AttachmentName, string>>>;
  };
  readonly attachments: Attachments;
}

/** Largest header, statement and attachment, bytes; checked before anything is parsed. */
const limits = { header: 8_192, statement: 65_536, attachment: 1_048_576 } as const;

/** How far the signed time may be from the transaction time, milliseconds. */
const longestDelay = 5 * 60_000;

/**
 * The only entry to every submitted function. Checks who calls, whether they may act, whether the act is fresh, whether
 * the content is what was signed, whether the ML-DSA signature verifies, and whether the role may call the function.
 * @param header the function's only argument: canonical JSON of `headerSchema`.
 * @throws {LedgerError} `FORBIDDEN`, `EXPIRED`, `NOT_ACTIVE`, `INVALID`, `BAD_SIGNATURE`
 */
export async function authenticate<Name extends SubmittedFunction>(
  ctx: LedgerContext,
  name: Name,
  header: string,
): Promise<VerifiedAct<Name>> {
  const caller = await actingCaller(ctx, name);
  const { at, statement: digest, signature } = readHeader(header);
  refuseUnless(
    Math.abs(Date.parse(at) - Date.parse(ctx.time)) <= longestDelay,
    'EXPIRED',
    'the signed time is too old or too far ahead',
  );
  const { statement, attachments } = readContent(name, digest, ctx.stub.getTransient());
  const { keyVersion, publicKey } = keyOf(caller, attachments);
  const message = actBytes({
    channel: ctx.stub.getChannelID(),
    function: name,
    actor: caller.actor,
    keyVersion,
    at,
    certificateSha256: caller.certificate.sha256,
    statement: digest,
  });
  const genuine = verifies({ publicKey, message, context: actContext(name), signature });
  refuseUnless(genuine, 'BAD_SIGNATURE', 'the signature does not verify');
  refuseUnless(
    submittedFunctions[name].roles.includes(caller.role),
    'FORBIDDEN',
    'this role may not call the function',
  );
  return { ctx, name, caller, statement, attachments } as unknown as VerifiedAct<Name>;
}

type ActingCaller = PersonCaller | NewcomerCaller | OperatorCaller;

/** Suspended people may still call these: a reading is then recorded as refused, and a patient can revoke a consent. */
const openToSuspended: readonly SubmittedFunction[] = ['DiscloseReport', 'RevokeConsent', 'PurgeWraps'];

/** Only newcomers may register; everything else is for registered people. */
async function actingCaller(ctx: LedgerContext, name: SubmittedFunction): Promise<ActingCaller> {
  const caller = await identify(ctx);
  refuseUnless(caller.kind !== 'service', 'FORBIDDEN', 'services only read');
  if (caller.kind === 'operator') return caller;
  if (name === 'RegisterPerson') {
    refuseUnless(caller.kind === 'newcomer', 'CONFLICT', 'the person already exists');
    return caller;
  }
  refuseUnless(caller.kind === 'person', 'FORBIDDEN', 'the caller is not registered');
  const open = openToSuspended.includes(name) && caller.person.state === 'suspended';
  if (!open) refuseInactive(caller, ctx.time);
  return caller;
}

/** The registered key; a newcomer proves possession of the key that is being registered. */
function keyOf(caller: ActingCaller, { keys }: Attachments): { keyVersion: number; publicKey: string } {
  switch (caller.kind) {
    case 'person':
      return { keyVersion: caller.person.keyVersion, publicKey: caller.person.signatureKey };
    case 'operator':
      return { keyVersion: 1, publicKey: caller.organization.operatorKey };
    case 'newcomer':
      refuseUnless(keys !== undefined, 'INVALID', 'the keys are missing');
      return { keyVersion: 1, publicKey: keys.signatureKey };
  }
}

function readHeader(header: string): Header {
  const bytes = Buffer.from(header);
  refuseUnless(bytes.length <= limits.header, 'INVALID', 'the header is too large');
  return parse(headerSchema, readCanonical(bytes, 'the header'), 'the header');
}

/** Statement and attachments: transient data holds exactly these, in canonical form, with the signed digests. */
function readContent(
  name: SubmittedFunction,
  digest: string,
  transient: ReadonlyMap<string, Uint8Array>,
): Content {
  const bytes = piece(transient, 'statement', digest);
  const statement = parse<unknown>(
    statementSchemas[name],
    readCanonical(bytes, 'the statement'),
    'the statement',
  ) as Content['statement'];
  const digests = Object.entries(statement.attachments ?? {}) as [AttachmentName, string][];
  refuseUnless(transient.size === 1 + digests.length, 'INVALID', 'transient data holds more than the act');
  const attachments = digests.map(([attachment, expected]) => {
    const value = readCanonical(piece(transient, attachment, expected), attachment);
    return [attachment, parse<unknown>(attachmentSchemas[attachment], value, attachment)] as const;
  });
  return { statement, attachments: Object.fromEntries(attachments) };
}

function piece(
  transient: ReadonlyMap<string, Uint8Array>,
  name: 'statement' | AttachmentName,
  digest: string,
): Uint8Array {
  const bytes = transient.get(name);
  refuseUnless(bytes !== undefined, 'INVALID', `transient data lacks ${name}`);
  const limit = name === 'statement' ? limits.statement : limits.attachment;
  refuseUnless(bytes.length <= limit, 'INVALID', `${name} is too large`);
  refuseUnless(digestOf(bytes) === digest, 'INVALID', `${name} does not match its digest`);
  return bytes;
}

function readCanonical(bytes: Uint8Array, what: string): JsonValue {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    if (error instanceof CanonicalError) throw new LedgerError('INVALID', `${what} is ${error.message}`);
    throw error;
  }
}
