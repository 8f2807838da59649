import { z } from 'zod';
import { mediaTypes } from '@medseal/input-rules';
import type { About } from '../../use-cases/about.js';
import { type Route, route } from '../api/route.js';

const aboutSchema = z.strictObject({
  organization: z.string(),
  kind: z.enum(['hospital', 'regulator']),
  organizations: z.array(z.strictObject({ name: z.string(), hospital: z.boolean() })),
  longestConsentDays: z
    .int()
    .optional()
    .meta({ description: 'The most days that a consent may last; left out while the ledger cannot be read' }),
  maxReportSize: z.int().meta({ description: 'Bytes' }),
  mediaTypes: z.array(z.enum(mediaTypes)),
  idleMinutes: z.int(),
  hasStaff: z.boolean().meta({ description: 'Whether there is a registrar or an auditor yet' }),
});

/** Whose gateway this is. */
export function aboutRoutes(describe: () => Promise<About>): Route[] {
  return [
    route({
      method: 'get',
      path: '/about',
      summary: 'Whose gateway this is, the member organizations, and what forms need',
      auth: 'public',
      responses: { 200: { description: 'About this gateway', body: aboutSchema } },
      handle: async () => {
        const { organizations, mediaTypes: types, ...about } = await describe();
        return { status: 200, body: { ...about, organizations: [...organizations], mediaTypes: [...types] } };
      },
    }),
  ];
}
