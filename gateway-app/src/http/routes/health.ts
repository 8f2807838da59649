import { z } from 'zod';
import { askAll, type Readiness } from '../../domain/readiness.js';
import { type Route, route } from '../route.js';

/** A part's readiness, with numbers worth showing: agents up of total, blocks behind. */
const partSchema = z.object({ ready: z.boolean() }).catchall(z.union([z.boolean(), z.number()]));
type PartBody = z.input<typeof partSchema>;

const readySchema = z.strictObject({ ready: z.boolean(), parts: z.record(z.string(), partSchema) });

/** Whether the process lives, and whether each part that it depends on works. */
export function healthRoutes(readiness: Readiness): Route[] {
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
      summary: 'State of every part: peer, orderer, agents, store, database, projection',
      auth: 'public',
      responses: {
        200: { description: 'Everything works', body: readySchema },
        503: { description: 'Some part does not', body: readySchema },
      },
      handle: async () => {
        const states = Object.entries(await askAll(readiness));
        const ready = states.every(([, state]) => state.ready);
        const parts: Record<string, PartBody> = {};
        for (const [part, { ready: works, figures }] of states) parts[part] = { ...figures, ready: works };
        return { status: ready ? 200 : 503, body: { ready, parts } };
      },
    }),
  ];
}
