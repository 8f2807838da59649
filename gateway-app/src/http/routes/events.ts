import type { EventStreams } from '../messages/event-streams.js';
import { type Route, route, streamed } from '../api/route.js';

/** Tells pages at once which of their lists changed. */
export function eventRoutes(streams: EventStreams): Route[] {
  return [
    route({
      method: 'get',
      path: '/events',
      summary:
        'Server-sent events: `change` with {"block", "topics"} names what to request again (without `block` if none made the change, for example when stored bytes were found altered); `ended` says that the session is over',
      auth: 'session',
      whileInactive: true,
      unattended: true,
      responses: {
        200: { description: 'Events until the session ends', mediaTypes: ['text/event-stream'] },
      },
      handle: ({ session, response }) => {
        streams.open(session, response);
        return Promise.resolve(streamed);
      },
    }),
  ];
}
