import { z } from 'zod';
import { mspIdSchema, signatureKeySchema } from './primitives.js';

/** Limits that all organizations agree on; changing one requires a new chaincode definition. */
export const consortiumSettingsSchema = z.strictObject({
  /** Longest time between the start and end of a consent, days. */
  longestConsentDays: z.int().min(1).max(3650),
  /** Most wraps in one transaction. */
  maxWraps: z.int().min(1).max(256),
});

const organization = {
  mspId: mspIdSchema,
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/),
  kind: z.enum(['hospital', 'regulator']),
};

/** The organizations as the repository lists them, before an instance has made its operators' keys. */
export const consortiumPlanSchema = z.strictObject({
  organizations: z.array(z.strictObject(organization)).min(1).max(255),
  settings: consortiumSettingsSchema,
});

/** One member organization; its operator's acts verify under `operatorKey`, an ML-DSA-65 public key (base64). */
export const consortiumOrganizationSchema = z.strictObject({
  ...organization,
  operatorKey: signatureKeySchema,
});

/** The consortium file: part of what the chaincode definition's version commits to. */
export const consortiumSchema = z
  .strictObject({
    organizations: z.array(consortiumOrganizationSchema).min(1).max(255),
    settings: consortiumSettingsSchema,
  })
  .refine(
    ({ organizations }) => new Set(organizations.map(({ mspId }) => mspId)).size === organizations.length,
    'two organizations have the same MSP id',
  );

export type ConsortiumSettings = Readonly<z.infer<typeof consortiumSettingsSchema>>;
export type ConsortiumPlan = Readonly<z.infer<typeof consortiumPlanSchema>>;
export type Consortium = Readonly<z.infer<typeof consortiumSchema>>;
export type ConsortiumOrganization = Readonly<z.infer<typeof consortiumOrganizationSchema>>;
