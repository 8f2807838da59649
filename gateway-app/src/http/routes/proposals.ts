import { z } from 'zod';
import type { Proposals } from '../../use-cases/reports/proposals.js';
import { entered } from '../messages/fields.js';
import { route, type Route } from '../api/route.js';
import { fields } from './pages.js';
import { receipt } from './references.js';

const oneVersion = z.strictObject({ reportId: fields.reportId, versionId: fields.versionId });

const unverifiedText = 'MSP ids of organizations whose key shares could not be checked';
const withheldText =
  'Those of them whose key agents say that the share does not open, or returned another one';
const despiteText =
  'MSP ids that an earlier answer named under `othersFit`: accept although their key agents say that their shares do not open';
const mspId = z.string().min(1).max(100);
const mostOrganizations = 100;

function decided<const State extends string>(state: State) {
  return oneVersion.extend({ state: z.literal(state), receipt });
}

/** Patients validate proposals, and authors may withdraw them. */
export function proposalRoutes(proposals: Proposals): Route[] {
  return [acceptRoute(proposals), rejectRoute(proposals), withdrawRoute(proposals)];
}

function acceptRoute(proposals: Proposals): Route {
  return route({
    method: 'post',
    path: '/reports/{reportId}/versions/{versionId}/acceptance',
    summary: 'Take an opened proposal into the record; every key share is checked first',
    auth: 'session',
    roles: ['patient'],
    sensitive: true,
    params: oneVersion,
    body: z.strictObject({
      disclosureId: fields.disclosureId,
      despite: z.array(mspId).max(mostOrganizations).optional().meta({ description: despiteText }),
    }),
    responses: {
      200: {
        description: 'In the record',
        body: decided('accepted').extend({
          unverified: z.array(z.string()).meta({ description: unverifiedText }),
          withheld: z.array(z.string()).meta({ description: withheldText }),
        }),
      },
    },
    handle: async ({ params, body, session, signal }) => {
      const { disclosureId, despite = [] } = body;
      const opening = { disclosureId, despite, signal };
      const accepted = await proposals.accept(params, opening, session);
      const [unverified, withheld] = [[...accepted.unverified], [...accepted.withheld]];
      const { receipt: committed } = accepted;
      return {
        status: 200,
        body: { ...params, state: 'accepted' as const, unverified, withheld, receipt: committed },
      };
    },
  });
}

function rejectRoute(proposals: Proposals): Route {
  return route({
    method: 'post',
    path: '/reports/{reportId}/versions/{versionId}/rejection',
    summary: 'Reject a proposal; only its author sees the reason',
    auth: 'session',
    roles: ['patient'],
    params: oneVersion,
    body: z.strictObject({ reason: entered('reason') }),
    responses: { 200: { description: 'Rejected and purged', body: decided('rejected') } },
    handle: async ({ params, body, session }) => ({
      status: 200,
      body: {
        ...params,
        state: 'rejected' as const,
        receipt: await proposals.reject(params, body.reason, session),
      },
    }),
  });
}

function withdrawRoute(proposals: Proposals): Route {
  return route({
    method: 'delete',
    path: '/reports/{reportId}/versions/{versionId}',
    summary: 'Withdraw your proposal before the patient decides',
    auth: 'session',
    roles: ['doctor'],
    params: oneVersion,
    responses: { 200: { description: 'Withdrawn and purged', body: decided('withdrawn') } },
    handle: async ({ params, session }) => ({
      status: 200,
      body: {
        ...params,
        state: 'withdrawn' as const,
        receipt: await proposals.withdrawProposal(params, session),
      },
    }),
  });
}
