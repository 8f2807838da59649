import { readFileSync } from 'node:fs';
import path from 'node:path';
import { consortiumPlanSchema, consortiumSchema, type ConsortiumPlan } from '@medseal/ledger-model';

/** Reads the consortium file of this checkout: who belongs to the network, and the settings they agreed on. */
export function readConsortiumPlan(root: string): ConsortiumPlan {
  const text = readFileSync(path.join(root, 'chaincode', 'consortium.json'), 'utf8');
  return consortiumPlanSchema.parse(JSON.parse(text));
}

/**
 * The consortium file of a running network: the committed one with each organization's operator key.
 *
 * @param operatorKeys base64 ML-DSA-65 public key by MSP id
 */
export function renderConsortium(plan: ConsortiumPlan, operatorKeys: ReadonlyMap<string, string>): string {
  const organizations = plan.organizations.map((organization) => ({
    ...organization,
    operatorKey: operatorKeys.get(organization.mspId),
  }));
  return `${JSON.stringify(consortiumSchema.parse({ ...plan, organizations }), undefined, 2)}\n`;
}
