import { z } from 'zod';
import { canonicalBytes } from './canonical.js';
import { consentKindSchemas, exclusionsSchema, permissionSchema, reportListSchema } from './consent.js';
import { envelopeSchema, sealedReasonSchema, shareSetSchema, wrapSchema } from './envelope.js';
import { organizationKeysSchema } from './organization.js';
import { isHttpsUrl, isLoopbackUrl } from './service-url.js';
import { auditQuerySchema } from './audit-query.js';
import {
  assignmentIdSchema,
  base64Schema,
  consentIdSchema,
  digestSchema,
  disclosureIdSchema,
  encapsulationKeySchema,
  mspIdSchema,
  personIdSchema,
  pseudonymSchema,
  reportIdSchema,
  requestIdSchema,
  signatureKeySchema,
  sizes,
  timeSchema,
  versionIdSchema,
} from './primitives.js';
import { profileSchema, purposeSchema, reportClassSchema, type Role } from './vocabulary.js';

/** The chaincode's name, which every act's signature covers. */
export const chaincodeName = 'medseal';

/** 16 random bytes in every statement: its digest in a block cannot be guessed, and ids of facts come from it. */
const salt = base64Schema(16);
const address = z.string().max(300);
const httpsUrl = address.refine(isHttpsUrl, 'is not an https address of a service');
/** In a demo the pages are on their reader's own machine. */
const pagesUrl = address.refine(
  (text) => isHttpsUrl(text) || isLoopbackUrl(text),
  'is not an address for pages',
);

/** Attachments accompany the statement as canonical JSON; the statement holds the digest of each. */
export const attachmentSchemas = {
  keys: z.strictObject({ encapsulationKey: encapsulationKeySchema, signatureKey: signatureKeySchema }),
  envelope: envelopeSchema,
  shares: z.strictObject({ sets: z.array(shareSetSchema).min(1).max(2) }),
  wraps: z.strictObject({ wraps: z.array(wrapSchema).min(1).max(256) }),
  profile: profileSchema,
  /** Why a proposal is rejected, sealed to its author: no one else can read it. */
  reason: sealedReasonSchema,
  /** Emergency share sets of versions that are already in the record. */
  deposits: z.strictObject({
    deposits: z
      .array(z.strictObject({ versionId: versionIdSchema, set: shareSetSchema }))
      .min(1)
      .max(64),
  }),
} as const;
export type AttachmentName = keyof typeof attachmentSchemas;
export type Attachments = {
  readonly [Name in AttachmentName]?: Readonly<z.infer<(typeof attachmentSchemas)[Name]>>;
};

function attachments<const Name extends AttachmentName>(...names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, digestSchema]));
  return z.strictObject(shape as Record<Name, typeof digestSchema>);
}

/** Attachments that an act has only in some cases; the contract says in which. */
function optionalAttachments<const Name extends AttachmentName>(...names: readonly Name[]) {
  return attachments(...names)
    .partial()
    .refine((given) => Object.keys(given).length > 0, 'names no attachment')
    .optional();
}

/** S3 name of a sealed report: random, so it reveals nothing. */
export const objectKeySchema = z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);

/** Where a sealed report is: the organization whose store has it, and its name there. */
export const locationSchema = z.strictObject({ mspId: mspIdSchema, objectKey: objectKeySchema });
export type Location = Readonly<z.infer<typeof locationSchema>>;

/** The signed content of every submitted function, by function name. */
export const statementSchemas = {
  PublishOrganization: z.strictObject({
    salt,
    /** The pages and REST API. */
    gatewayUrl: pagesUrl,
    /** Sealed bytes for other gateways (mutual TLS). */
    memberUrl: httpsUrl,
    keyAgentUrl: httpsUrl,
    /** PEM of the organization's TLS root. */
    tlsRoot: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(8192),
    keys: organizationKeysSchema,
  }),
  RegisterPerson: z.strictObject({
    salt,
    personId: personIdSchema,
    nonce: base64Schema(32),
    /** Whether an emergency half may be deposited; only patients state it. */
    emergencyHalf: z.boolean().optional(),
    /** `profile` only for doctors. */
    attachments: attachments('keys', 'profile').partial({ profile: true }),
  }),
  /** `keys` is the digest of the registration's keys attachment: the approval is for these keys. */
  ApprovePerson: z.strictObject({ salt, person: pseudonymSchema, keys: digestSchema }),
  RefusePerson: z.strictObject({ salt, person: pseudonymSchema }),
  VerifyIdentity: z.strictObject({ salt, person: pseudonymSchema, keys: digestSchema }),
  SuspendPerson: z.strictObject({ salt, person: pseudonymSchema, until: timeSchema.optional() }),
  ReinstatePerson: z.strictObject({ salt, person: pseudonymSchema }),
  ProposeReport: z.strictObject({
    salt,
    reportId: reportIdSchema,
    versionId: versionIdSchema,
    patient: pseudonymSchema,
    class: reportClassSchema,
    restricted: z.boolean(),
    relation: z.enum(['original']),
    /** What permits a doctor to propose; absent for the patient. */
    basis: z.strictObject({ assignment: assignmentIdSchema, consent: consentIdSchema }).optional(),
    location: locationSchema,
    /** SHA-256 of the canonical manifest. */
    manifest: digestSchema,
    attachments: attachments('envelope', 'shares', 'wraps'),
  }),
  /** A version enters the record. `disclosure` is the patient's own opening of it. */
  AcceptReport: z.strictObject({
    salt,
    version: versionIdSchema,
    disclosure: disclosureIdSchema,
    /** Organizations whose key agents did not answer the patient's check of the shares. */
    unverified: z.array(mspIdSchema).max(255),
    /** `shares`: the emergency set, if the patient deposits one. `wraps`: for grantees of the whole record. */
    attachments: optionalAttachments('shares', 'wraps'),
  }),
  RejectReport: z.strictObject({
    salt,
    version: versionIdSchema,
    attachments: optionalAttachments('reason'),
  }),
  WithdrawProposal: z.strictObject({ salt, version: versionIdSchema }),
  WithdrawReport: z.strictObject({ salt, report: reportIdSchema }),
  /** `wraps` exactly when versions are in scope and reading is permitted; more follow by `AddWraps`. */
  GrantConsent: z.strictObject({ salt, ...consentKindSchemas, attachments: optionalAttachments('wraps') }),
  AddWraps: z.strictObject({ salt, consent: consentIdSchema, attachments: attachments('wraps') }),
  RevokeConsent: z.strictObject({ salt, consent: consentIdSchema }),
  /** Purges wraps that a revocation left: at most the consortium's limit of wraps at a time. */
  PurgeWraps: z.strictObject({ salt, consent: consentIdSchema }),
  SetPreferences: z.strictObject({ salt, emergencyHalf: z.boolean(), exclusions: exclusionsSchema }),
  DepositEmergency: z.strictObject({ salt, attachments: attachments('deposits') }),
  PurgeEmergency: z.strictObject({ salt, versions: z.array(versionIdSchema).min(1).max(64) }),
  AssignSpecialist: z.strictObject({
    salt,
    patient: pseudonymSchema,
    doctor: pseudonymSchema,
    from: timeSchema,
    until: timeSchema,
  }),
  EndAssignment: z.strictObject({ salt, assignment: assignmentIdSchema }),
  RequestPermission: z.strictObject({
    salt,
    patient: pseudonymSchema,
    permission: permissionSchema,
    purpose: purposeSchema,
    until: timeSchema,
    /** If absent, the whole record. */
    reports: reportListSchema.optional(),
    /** The doctor whom the permission is for, if not the doctor who asks. */
    for: pseudonymSchema.optional(),
  }),
  WithdrawRequest: z.strictObject({ salt, request: requestIdSchema }),
  DecideRequest: z.strictObject({
    salt,
    request: requestIdSchema,
    decision: z.enum(['grant', 'refuse']),
    /** The patient's choice of end, no later than requested; if absent, as requested. */
    until: timeSchema.optional(),
    attachments: optionalAttachments('wraps'),
  }),
  /** An auditor's question, recorded before it is answered. */
  RecordAuditQuery: z.strictObject({ salt, query: auditQuerySchema }),
  DiscloseReport: z.strictObject({
    salt,
    report: reportIdSchema,
    version: versionIdSchema,
    purpose: purposeSchema,
    /** What the reader relies on; absent for the patient and the author. */
    basis: z.strictObject({ consent: consentIdSchema }).optional(),
  }),
} as const;

export type SubmittedFunction = keyof typeof statementSchemas;
export type Statement<Name extends SubmittedFunction> = Readonly<z.infer<(typeof statementSchemas)[Name]>>;

/** Which roles may call a function; the contract decides the rest. */
interface FunctionRule {
  readonly contract: string;
  readonly roles: readonly Role[];
}

/** Contract and permitted roles of every submitted function. */
export const submittedFunctions: Readonly<Record<SubmittedFunction, FunctionRule>> = {
  PublishOrganization: { contract: 'OrganizationContract', roles: ['operator'] },
  RegisterPerson: { contract: 'PersonContract', roles: ['patient', 'doctor', 'registrar', 'auditor'] },
  ApprovePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  RefusePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  VerifyIdentity: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  SuspendPerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  ReinstatePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  ProposeReport: { contract: 'ReportContract', roles: ['patient', 'doctor'] },
  AcceptReport: { contract: 'ReportContract', roles: ['patient'] },
  RejectReport: { contract: 'ReportContract', roles: ['patient'] },
  WithdrawProposal: { contract: 'ReportContract', roles: ['doctor'] },
  WithdrawReport: { contract: 'ReportContract', roles: ['patient'] },
  GrantConsent: { contract: 'ConsentContract', roles: ['patient'] },
  AddWraps: { contract: 'ConsentContract', roles: ['patient'] },
  RevokeConsent: { contract: 'ConsentContract', roles: ['patient'] },
  PurgeWraps: { contract: 'ConsentContract', roles: ['patient'] },
  SetPreferences: { contract: 'ConsentContract', roles: ['patient'] },
  DepositEmergency: { contract: 'ConsentContract', roles: ['patient'] },
  PurgeEmergency: { contract: 'ConsentContract', roles: ['patient'] },
  AssignSpecialist: { contract: 'CareContract', roles: ['registrar'] },
  EndAssignment: { contract: 'CareContract', roles: ['registrar'] },
  RequestPermission: { contract: 'CareContract', roles: ['doctor'] },
  WithdrawRequest: { contract: 'CareContract', roles: ['doctor'] },
  DecideRequest: { contract: 'CareContract', roles: ['patient'] },
  RecordAuditQuery: { contract: 'AuditContract', roles: ['auditor'] },
  DiscloseReport: { contract: 'DisclosureContract', roles: ['patient', 'doctor'] },
};

/** Contract of every evaluated function. Evaluated functions take plain ids and leave no trace on the ledger. */
export const evaluatedFunctions = {
  ReadOrganization: { contract: 'OrganizationContract', arguments: ['mspId'] },
  ReadConsortium: { contract: 'OrganizationContract', arguments: [] },
  ReadPerson: { contract: 'PersonContract', arguments: ['pseudonym'] },
  ReadReport: { contract: 'ReportContract', arguments: ['reportId'] },
  ReadVersion: { contract: 'ReportContract', arguments: ['versionId', 'basis'] },
  ReadConsent: { contract: 'ConsentContract', arguments: ['consentId'] },
  ReadPreferences: { contract: 'ConsentContract', arguments: ['patient'] },
  ReadAssignment: { contract: 'CareContract', arguments: ['assignmentId'] },
  ReadRequest: { contract: 'CareContract', arguments: ['requestId'] },
  ReadDisclosure: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
  ReadRelease: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
  ReadFetch: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
} as const;
export type EvaluatedFunction = keyof typeof evaluatedFunctions;

/**
 * Contract of every function that is endorsed and never submitted. `Probe` shows that acts are endorsed: like an act it
 * writes private data, at {@link probePlace}. Peers mark a transaction that writes this key as invalid
 * (docs/decisions/0143).
 */
export const endorsedFunctions = { Probe: { contract: 'OrganizationContract', arguments: [] } } as const;

/** Where a probe writes. Records have composite keys, so no record has this key. */
export const probePlace = { collection: 'care', key: 'probe' } as const;

/** The one public argument of a submitted function. */
export const headerSchema = z.strictObject({
  at: timeSchema,
  statement: digestSchema,
  signature: base64Schema(sizes.signature),
});
export type Header = Readonly<z.infer<typeof headerSchema>>;

/** What a person's (or operator's) ML-DSA signature covers besides the statement itself. */
export interface Act {
  readonly channel: string;
  readonly function: SubmittedFunction;
  /** Pseudonym, or MSP id for an operator. */
  readonly actor: string;
  readonly keyVersion: number;
  readonly at: string;
  /** SHA-256 of the DER of the submitting certificate: a signature cannot be moved to another session. */
  readonly certificateSha256: string;
  readonly statement: string;
}

/** The bytes that an act's signature covers; the only place where they are built. */
export function actBytes(act: Act): Uint8Array {
  return canonicalBytes({ chaincode: chaincodeName, ...act });
}

/** ML-DSA context string of a function (FIPS 204, section 5.2): a signature is valid for one function only. */
export function actContext(name: SubmittedFunction): string {
  return `medseal/${name}/v1`;
}
