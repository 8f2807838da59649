import { z } from 'zod';
import type { Preferences } from '../../use-cases/care/preferences.js';
import { route, type Route } from '../api/route.js';
import { fields } from './pages.js';
import { namedReference, namedReports, organizationName, receipt } from './references.js';

const preferencesSchema = z.strictObject({
  /** Whether a majority of organizations may help in an emergency. */
  emergencyHalf: z.boolean(),
  exclusions: z
    .array(
      z.strictObject({
        who: z.union([
          z.strictObject({ person: fields.personId }),
          z.strictObject({ organization: organizationName }),
        ]),
        /** Left out: the whole record. */
        reports: namedReports.optional(),
      }),
    )
    .max(100),
});

const shownSchema = z.strictObject({
  emergencyHalf: z.boolean(),
  exclusions: z.array(
    z.strictObject({
      who: z.union([
        namedReference.omit({ personId: true }).extend({ person: z.string() }),
        z.strictObject({ organization: z.string() }),
      ]),
      reports: z.array(z.string()).optional(),
    }),
  ),
});

/** What a patient decides once for the whole record. */
export function preferenceRoutes(preferences: Preferences): Route[] {
  return [
    route({
      method: 'get',
      path: '/preferences',
      summary: 'Your preferences: the emergency half, and whom you exclude',
      auth: 'session',
      roles: ['patient'],
      responses: { 200: { description: 'The preferences', body: shownSchema } },
      handle: async ({ session }) => {
        const { emergencyHalf, exclusions } = await preferences.read(session);
        return {
          status: 200,
          body: { emergencyHalf, exclusions: exclusions.map(({ who, reports }) => shown(who, reports)) },
        };
      },
    }),
    route({
      method: 'put',
      path: '/preferences',
      summary: 'Replace your preferences; exclusions take effect at once, whatever a consent permits',
      auth: 'session',
      roles: ['patient'],
      sensitive: true,
      body: preferencesSchema,
      responses: {
        200: { description: 'The preferences as they are now', body: preferencesSchema.extend({ receipt }) },
      },
      handle: async ({ body, session }) => {
        const committed = await preferences.set(body, session);
        return { status: 200, body: { ...body, receipt: committed } };
      },
    }),
  ];
}

type Shown = z.input<typeof shownSchema>['exclusions'][number];

function shown(who: Shown['who'], reports: readonly string[] | undefined): Shown {
  return { who, ...(reports !== undefined && { reports: [...reports] }) };
}
