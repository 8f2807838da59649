import { z } from 'zod';
import { encapsulationKeySchema, keyVersionSchema } from './primitives.js';

/** `ledger` and `emergency` receive shares; `grantee` receives wraps for the organization. */
export const keyUses = ['ledger', 'emergency', 'grantee'] as const;

/** A key agent's public key. Old versions stay: sealed shares name them. */
export const organizationKeySchema = z.strictObject({
  version: keyVersionSchema,
  use: z.enum(keyUses),
  algorithm: z.literal('X-Wing'),
  publicKey: encapsulationKeySchema,
  state: z.enum(['active', 'retired']),
});
export type OrganizationKey = Readonly<z.infer<typeof organizationKeySchema>>;

/** Keys of one organization: versions unique per use, exactly one active for each use. */
export const organizationKeysSchema = z
  .array(organizationKeySchema)
  .min(3)
  .max(100)
  .refine(
    (keys) => new Set(keys.map((key) => `${key.use} ${key.version}`)).size === keys.length,
    'a version is listed twice',
  )
  .refine(
    (keys) => keyUses.every((use) => activeKeys(keys, use).length === 1),
    'exactly one active key for each use',
  );

function activeKeys(keys: readonly OrganizationKey[], use: OrganizationKey['use']): OrganizationKey[] {
  return keys.filter((key) => key.use === use && key.state === 'active');
}

/** The key to which new shares or wraps for this use are sealed. */
export function activeKey(
  keys: readonly OrganizationKey[],
  use: OrganizationKey['use'],
): OrganizationKey | undefined {
  return activeKeys(keys, use)[0];
}
