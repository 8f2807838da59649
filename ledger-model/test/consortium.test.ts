import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { consortiumPlanSchema, consortiumSchema } from '../src/consortium.js';
import { sizes } from '../src/primitives.js';

const committed = new URL('../../chaincode/consortium.json', import.meta.url);
const plan = consortiumPlanSchema.parse(JSON.parse(readFileSync(committed, 'utf8')));
const operatorKey = Buffer.alloc(sizes.signatureKey).toString('base64');
const consortium = {
  ...plan,
  organizations: plan.organizations.map((organization) => ({ ...organization, operatorKey })),
};

describe('the consortium file', () => {
  test('is complete once its operators have keys', () => {
    expect(consortiumSchema.safeParse(plan).success).toBe(false);
    expect(consortiumSchema.safeParse(consortium).success).toBe(true);
  });

  test('lists each organization once', () => {
    const organizations = [...consortium.organizations, ...consortium.organizations.slice(0, 1)];
    expect(consortiumSchema.safeParse({ ...consortium, organizations }).success).toBe(false);
  });

  test('accepts no unknown member', () => {
    expect(consortiumSchema.safeParse({ ...consortium, more: 1 }).success).toBe(false);
    expect(
      consortiumSchema.safeParse({ ...consortium, settings: { ...plan.settings, more: 1 } }).success,
    ).toBe(false);
  });
});
