import { z } from 'zod';
import type { Looks } from '../../domain/health/checks.js';
import { type Check, checkStates } from '../../domain/health/health.js';
import { SharedChecks } from '../../use-cases/shared/shared-checks.js';
import { type Route, route } from '../api/route.js';

const checkSchema = z.strictObject({
  name: z.string(),
  state: z.enum(checkStates),
  detail: z.string(),
  remedy: z.string().meta({ description: 'What to do; empty while all is well' }),
});

/** A part's readiness, with numbers worth showing: agents up of total, blocks behind. */
const partSchema = z.object({ ready: z.boolean() }).catchall(z.union([z.boolean(), z.number()]));
type PartBody = z.input<typeof partSchema>;

const readySchema = z.strictObject({
  ready: z.boolean(),
  checks: z.array(checkSchema),
  parts: z.record(z.string(), partSchema).meta({ description: 'The same by name, with figures' }),
});

/** Whether the process is alive, and whether each part that it depends on works. */
export function healthRoutes(looks: Looks): Route[] {
  const shared = new SharedChecks({ looks });
  return [
    route({
      method: 'get',
      path: '/livez',
      summary: 'The process answers',
      auth: 'public',
      responses: { 200: { description: 'Alive', body: z.strictObject({ alive: z.literal(true) }) } },
      handle: () => Promise.resolve({ status: 200, body: { alive: true } } as const),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary:
        'State of every part: peer, orderer, agents, CA, store, database, projection; at most a few seconds old',
      auth: 'public',
      responses: {
        200: { description: 'Everything works', body: readySchema },
        503: { description: 'Some part does not', body: readySchema },
      },
      handle: async () => {
        const checks = await shared.read();
        const ready = checks.every(({ state }) => state !== 'fail');
        const body = { ready, checks: checks.map(toLine), parts: partsOf(checks) };
        return { status: ready ? 200 : 503, body };
      },
    }),
  ];
}

function toLine({ name, state, detail, remedy }: Check): z.input<typeof checkSchema> {
  return { name, state, detail, remedy };
}

function partsOf(checks: readonly Check[]): Record<string, PartBody> {
  return Object.fromEntries(
    checks.map(({ name, state, figures }) => [name, { ...figures, ready: state !== 'fail' }]),
  );
}
