import { auditQueryIdSchema, eventFilterSchema, eventKindSchema, purposeSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { fields } from './pages.js';

const { kinds, purpose, basis, outcome, late } = eventFilterSchema.shape;

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
  /** The end of the period, exclusive. */
  to: fields.time.optional(),
  late,
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
  purposes: z.array(purposeSchema).optional(),
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
  exclusions: text.meta({ description: 'How many people and organizations the patient excludes' }),
  emergencyHalf: text.meta({
    description: 'Whether the patient permits deposits of emergency halves: yes or no',
  }),
  function: z.string(),
  transactionId: fields.transactionId,
  block: fields.block,
  late: fields.late,
});

/** Where the question is on the ledger, and the block up to which its answer is complete. */
export const recordedFields = {
  auditQueryId: auditQueryIdSchema,
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
  sha256: z.string().meta({ description: 'SHA-256 of the record as it is in the block, hex' }),
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
  named: z.enum(['question', 'answer']).meta({
    description: 'question: it was about you or a version of your reports; answer: its answer names you',
  }),
  from: text,
  to: text,
  transactionId: fields.transactionId,
  block: fields.block,
});
