import { type Check, checkStates } from '@medseal/gateway-app/health';
import { z } from 'zod';
import type { Organization } from '../topology/instance.js';
import { gatewayProbe } from './medseal-parts.js';
import { fetchAnswer } from './probe.js';

const checkSchema = z.object({
  name: z.string(),
  state: z.enum(checkStates),
  detail: z.string(),
  remedy: z.string(),
});

/** Milliseconds that a gateway may take: it allows each part two seconds. */
const patience = 5_000;

/** The checks of an organization's gateway; a single failed one if it does not return them. */
export async function readChecks(organization: Organization): Promise<readonly Check[]> {
  try {
    const answer = await fetchAnswer(gatewayProbe(organization, '/readyz'), patience);
    return z.object({ checks: z.array(checkSchema) }).parse(JSON.parse(answer?.body ?? '')).checks;
  } catch {
    const remedy = `npm run network -- logs ${organization.name}/gateway`;
    return [{ name: 'gateway', state: 'fail', detail: 'The gateway does not report its checks.', remedy }];
  }
}
