import { z } from 'zod';
import type { DecideProposal } from '../../use-cases/decide-proposal.js';
import { lineOfText } from '../fields.js';
import { route, type Route } from '../route.js';
import { fields } from './pages.js';
import { receipt } from './references.js';

const oneVersion = z.strictObject({ reportId: fields.reportId, versionId: fields.versionId });

function decided<const State extends string>(state: State) {
  return oneVersion.extend({ state: z.literal(state), receipt });
}

/** The patient validates proposals, their authors take them back. */
export function proposalRoutes(proposals: DecideProposal): Route[] {
  return [acceptRoute(proposals), rejectRoute(proposals), withdrawRoute(proposals)];
}

function acceptRoute(proposals: DecideProposal): Route {
  return route({
    method: 'post',
    path: '/reports/{reportId}/versions/{versionId}/acceptance',
    summary: 'Take an opened proposal into the record; every key share is checked first',
    auth: 'session',
    roles: ['patient'],
    sensitive: true,
    params: oneVersion,
    body: z.strictObject({ disclosureId: fields.disclosureId }),
    responses: {
      200: {
        description: 'In the record',
        body: decided('accepted').extend({ unverified: z.array(z.string()) }),
      },
    },
    handle: async ({ params, body, session, signal }) => {
      const opening = { disclosureId: body.disclosureId, signal };
      const { unverified, receipt: committed } = await proposals.accept(params, opening, session);
      return {
        status: 200,
        body: { ...params, state: 'accepted' as const, unverified: [...unverified], receipt: committed },
      };
    },
  });
}

function rejectRoute(proposals: DecideProposal): Route {
  return route({
    method: 'post',
    path: '/reports/{reportId}/versions/{versionId}/rejection',
    summary: 'Turn a proposal away; the reason is for its author alone',
    auth: 'session',
    roles: ['patient'],
    params: oneVersion,
    body: z.strictObject({ reason: lineOfText(500) }),
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

function withdrawRoute(proposals: DecideProposal): Route {
  return route({
    method: 'delete',
    path: '/reports/{reportId}/versions/{versionId}',
    summary: 'Take an own proposal back before it is decided',
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
