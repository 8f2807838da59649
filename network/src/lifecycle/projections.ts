import { z } from 'zod';
import { NetworkError } from '../network-error.js';
import { partsOf } from '../parts/part.js';
import { gatewayProbe } from '../parts/medseal-parts.js';
import { fetchAnswer } from '../parts/probe.js';
import { orderSupervisor } from '../supervisor/client.js';
import type { Instance, Organization } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { eventually } from './eventually.js';
import { runGatewayCommand } from './gateway-command.js';
import { startParts } from './readiness.js';

const digestSchema = z.object({ asOfBlock: z.string().nullable(), digest: z.string() });
/** What a projection holds; equal digests at equal blocks mean equal tables. */
export type ProjectionDigest = z.infer<typeof digestSchema>;

/** How many blocks a gateway's projection lags behind its peer, and how many blocks lack private data. */
const behindSchema = z.object({
  parts: z.object({ projection: z.object({ behind: z.number(), incomplete: z.number() }) }),
});

/** The longest time for a rebuild, in milliseconds: some thousand blocks a minute. */
const rebuildTimeout = 30 * 60_000;

/**
 * Rebuilds an organization's projection from block 0: marks the file, then restarts the gateway, which starts with an
 * empty one. An interrupted rebuild continues at the gateway's next start. Throws {@link NetworkError}.
 */
export async function rebuildProjection(instance: Instance, organization: Organization): Promise<void> {
  const gateway = partsOf(instance, ['gateway']).filter((part) => part.organization === organization);
  await runGatewayCommand(instance, organization, {
    name: 'projection-rebuild',
    failure: 'The rebuild was not started',
  });
  await orderSupervisor(instance, { do: 'stop', parts: gateway.map(({ name }) => name) });
  await startParts(instance, gateway);
  await eventually(() => expectCaughtUp(organization), {
    what: `rebuilding the projection of ${organization.name}`,
    timeout: rebuildTimeout,
    hints: { log: logFile(instance, `${organization.name}/gateway`), next: 'npm run network -- status' },
  });
}

/** Digest over an organization's projection. Throws {@link NetworkError}. */
export async function digestOfProjection(
  instance: Instance,
  organization: Organization,
): Promise<ProjectionDigest> {
  const answer = await runGatewayCommand(instance, organization, {
    name: 'projection-digest',
    failure: 'The projection cannot be read',
  });
  return digestSchema.parse(JSON.parse(answer));
}

async function expectCaughtUp(organization: Organization): Promise<void> {
  const answer = await fetchAnswer(gatewayProbe(organization, '/readyz'));
  if (answer === undefined) throw new NetworkError('The gateway does not answer.');
  const { parts } = behindSchema.parse(JSON.parse(answer.body));
  const { behind, incomplete } = parts.projection;
  if (behind > 0 || incomplete > 0)
    throw new NetworkError(`The projection is ${behind} blocks behind; ${incomplete} blocks are incomplete.`);
}
