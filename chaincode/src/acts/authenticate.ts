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

/** Functions by which an organization judges its people: a registrar's or an operator's. */
export type StaffFunction =
  'ApprovePerson' | 'RefusePerson' | 'VerifyIdentity' | 'SuspendPerson' | 'ReinstatePerson';

/** Kinds of callers of the functions that are not for registered persons alone. */
interface SpecialCallers extends Record<StaffFunction, PersonCaller | OperatorCaller> {
  PublishOrganization: OperatorCaller;
  RegisterPerson: NewcomerCaller;
}
type CallerOf<Name extends SubmittedFunction> = Name extends keyof SpecialCallers
  ? SpecialCallers[Name]
  : PersonCaller;

/** Attachments by name, of the names for which the statement has digests; optional where the digest is. */
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

/** Largest header, statement and attachment, bytes; looked at before anything is parsed. */
const limits = { header: 8_192, statement: 65_536, attachment: 1_048_576 } as const;

/** How far the signed time may be from the transaction time, milliseconds. */
const longestDelay = 5 * 60_000;

/**
 * The one way into every submitted function: who calls, may they act, is the act fresh, is it the content that was signed,
 * does the ML-DSA signature verify, is the function open to the role.
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
    'the act is not of now',
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
    'the function is not open to the role',
  );
  return { ctx, name, caller, statement, attachments } as unknown as VerifiedAct<Name>;
}

type ActingCaller = PersonCaller | NewcomerCaller | OperatorCaller;

/** Suspended people may still call these: a reading is then refused on record, and a patient can revoke a consent. */
const openToSuspended: readonly SubmittedFunction[] = ['DiscloseReport', 'RevokeConsent', 'PurgeWraps'];

/** Registering is for newcomers, everything else for the registered. */
async function actingCaller(ctx: LedgerContext, name: SubmittedFunction): Promise<ActingCaller> {
  const caller = await identify(ctx);
  refuseUnless(caller.kind !== 'service', 'FORBIDDEN', 'services only read');
  if (caller.kind === 'operator') return caller;
  if (name === 'RegisterPerson') {
    refuseUnless(caller.kind === 'newcomer', 'CONFLICT', 'the person exists already');
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

/** Statement and attachments: transient data holds exactly them, in canonical bytes, under the signed digests. */
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
  refuseUnless(digestOf(bytes) === digest, 'INVALID', `${name} has another digest`);
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
