import { eventFilterSchema, eventKindSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { documentedId } from '../fields.js';
import { fields } from './pages.js';
import { auditQueryIdSchema } from '@medseal/ledger-model';

const { kinds, purpose, basis, outcome } = eventFilterSchema.shape;

/** Filters of a search and of an export: people by person id, an organization by name. */
export const eventRequest = z.strictObject({
  kinds,
  patient: fields.personId.optional(),
  /** Who acted. */
  person: fields.personId.optional(),
  /** Whose people acted. */
  organization: z.string().max(40).optional(),
  purpose,
  basis,
  outcome,
  from: fields.time.optional(),
  /** The first moment that does not count any more. */
  to: fields.time.optional(),
});

const party = z.strictObject({ personId: z.string().optional(), organization: z.string().optional() });
const text = z.string().optional();

/** One event; what its kind lacks is left out. */
export const auditItem = z.strictObject({
  kind: eventKindSchema,
  at: fields.time,
  actor: party,
  subject: party.optional(),
  grantee: party.optional(),
  purposes: z.array(z.string()).optional(),
  basis: z.strictObject({ kind: z.string(), id: text }).optional(),
  reportId: text,
  versionId: text,
  disclosureId: text,
  consentId: text,
  requestId: text,
  assignmentId: text,
  auditQueryId: text,
  permission: text,
  outcome: text,
  reason: text,
  state: text,
  from: text,
  until: text,
  suspendedUntil: text,
  asked: text,
  function: z.string(),
  transactionId: fields.transactionId,
  block: fields.block,
});

/** Where the question stands on the ledger, and the block up to which its answer is complete. */
export const recordedFields = {
  auditQueryId: documentedId('auditQuery', auditQueryIdSchema),
  transactionId: fields.transactionId,
  block: fields.block,
  asOfBlock: fields.block,
};

export const historyItem = z.strictObject({
  record: z.enum(['version', 'proposal']),
  state: z.string(),
  at: fields.time,
  by: party,
  function: z.string(),
  sha256: z.string().meta({ description: 'SHA-256 of the record as the block has it, hex' }),
  version: z
    .strictObject({
      ciphertextSha256: z.string(),
      manifest: z.string(),
      suite: z.string(),
      locations: z.array(z.strictObject({ mspId: z.string(), objectKey: z.string() })),
    })
    .optional(),
  transactionId: fields.transactionId,
  block: fields.block,
});

export const auditedQuery = z.strictObject({
  auditQueryId: recordedFields.auditQueryId,
  at: fields.time,
  auditor: party,
  asked: z.string(),
  from: text,
  to: text,
  transactionId: fields.transactionId,
  block: fields.block,
});
