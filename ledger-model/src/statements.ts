import { z } from 'zod';
import { canonicalBytes } from './canonical.js';
import { consentKindSchemas } from './consent.js';
import { envelopeSchema, shareSetSchema, wrapSchema } from './envelope.js';
import { organizationKeysSchema } from './organization.js';
import {
  base64Schema,
  consentIdSchema,
  digestSchema,
  encapsulationKeySchema,
  mspIdSchema,
  personIdSchema,
  pseudonymSchema,
  reportIdSchema,
  signatureKeySchema,
  sizes,
  timeSchema,
  versionIdSchema,
} from './primitives.js';
import { purposeSchema, reportClassSchema, type Role } from './vocabulary.js';

/** The chaincode's name, part of what every act signs. */
export const chaincodeName = 'medseal';

/** 16 random bytes in every statement: its digest in a block cannot be guessed, and ids of facts come from it. */
const salt = base64Schema(16);
const url = z.url({ protocol: /^https?$/ }).max(300);

/** Attachments travel beside the statement as canonical JSON; the statement holds the digest of each. */
export const attachmentSchemas = {
  keys: z.strictObject({ encapsulationKey: encapsulationKeySchema, signatureKey: signatureKeySchema }),
  envelope: envelopeSchema,
  shares: z.strictObject({ sets: z.array(shareSetSchema).min(1).max(2) }),
  wraps: z.strictObject({ wraps: z.array(wrapSchema).min(1).max(256) }),
} as const;
export type AttachmentName = keyof typeof attachmentSchemas;
export type Attachments = {
  readonly [Name in AttachmentName]?: Readonly<z.infer<(typeof attachmentSchemas)[Name]>>;
};

function attachments<const Name extends AttachmentName>(...names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, digestSchema]));
  return z.strictObject(shape as Record<Name, typeof digestSchema>);
}

/** S3 name of a sealed report: random, so it tells nothing. */
export const objectKeySchema = z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);

/** Where a sealed report lies: the organization whose store has it, and its name there. */
export const locationSchema = z.strictObject({ mspId: mspIdSchema, objectKey: objectKeySchema });
export type Location = Readonly<z.infer<typeof locationSchema>>;

/** The signed content of every submitted function, by function name. */
export const statementSchemas = {
  PublishOrganization: z.strictObject({
    salt,
    /** The pages and REST API. */
    gatewayUrl: url,
    /** Sealed bytes for other gateways (mutual TLS). */
    memberUrl: url,
    keyAgentUrl: url,
    /** PEM of the organization's TLS root. */
    tlsRoot: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(8192),
    keys: organizationKeysSchema,
  }),
  RegisterPerson: z.strictObject({
    salt,
    personId: personIdSchema,
    nonce: base64Schema(32),
    /** Patients: may an emergency half be deposited? Others leave it out. */
    emergencyHalf: z.boolean().optional(),
    attachments: attachments('keys'),
  }),
  /** `keys` is the digest of the keys attachment of the registration: what is approved is these keys. */
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
    location: locationSchema,
    /** SHA-256 of the canonical manifest. */
    manifest: digestSchema,
    attachments: attachments('envelope', 'shares', 'wraps'),
  }),
  GrantConsent: z.strictObject({ salt, ...consentKindSchemas, attachments: attachments('wraps') }),
  RevokeConsent: z.strictObject({ salt, consent: consentIdSchema }),
  DiscloseReport: z.strictObject({
    salt,
    report: reportIdSchema,
    version: versionIdSchema,
    purpose: purposeSchema,
    /** What the reader relies on; left out by the patient and the author. */
    basis: z.strictObject({ consent: consentIdSchema }).optional(),
  }),
} as const;

export type SubmittedFunction = keyof typeof statementSchemas;
export type Statement<Name extends SubmittedFunction> = Readonly<z.infer<(typeof statementSchemas)[Name]>>;

/** Who may call a function at all; the contract decides the rest. */
interface FunctionRule {
  readonly contract: string;
  readonly roles: readonly Role[];
}

/** Contract and admitted roles of every submitted function. */
export const submittedFunctions: Readonly<Record<SubmittedFunction, FunctionRule>> = {
  PublishOrganization: { contract: 'OrganizationContract', roles: ['operator'] },
  RegisterPerson: { contract: 'PersonContract', roles: ['patient', 'doctor', 'registrar', 'auditor'] },
  ApprovePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  RefusePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  VerifyIdentity: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  SuspendPerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  ReinstatePerson: { contract: 'PersonContract', roles: ['registrar', 'operator'] },
  ProposeReport: { contract: 'ReportContract', roles: ['patient'] },
  GrantConsent: { contract: 'ConsentContract', roles: ['patient'] },
  RevokeConsent: { contract: 'ConsentContract', roles: ['patient'] },
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
  ReadDisclosure: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
  ReadRelease: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
  ReadFetch: { contract: 'DisclosureContract', arguments: ['disclosureId'] },
} as const;
export type EvaluatedFunction = keyof typeof evaluatedFunctions;

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
  /** SHA-256 of the DER of the certificate that submits: a signature cannot be moved to another session. */
  readonly certificateSha256: string;
  readonly statement: string;
}

/** The bytes that an act's signature covers; the only place where they are built. */
export function actBytes(act: Act): Uint8Array {
  return canonicalBytes({ chaincode: chaincodeName, ...act });
}

/** ML-DSA context string of a function (FIPS 204, section 5.2): a signature for one function is none for another. */
export function actContext(name: SubmittedFunction): string {
  return `medseal/${name}/v1`;
}
