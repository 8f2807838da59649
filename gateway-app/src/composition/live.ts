import type { Channel } from './channel.js';
import type { SessionWatch } from '../domain/people/sessions.js';
import type { Log } from '../domain/shared/log.js';
import { EventStreams } from '../http/messages/event-streams.js';
import type { Route } from '../http/api/route.js';
import { eventRoutes } from '../http/routes/events.js';
import type { AlteredNews } from '../use-cases/integrity/altered-news.js';
import { LiveChanges } from '../workers/live-changes.js';

/** What tells pages about changes. */
export interface Live {
  readonly routes: readonly Route[];
  /** To be ended before the server, which would wait for the streams. */
  readonly streams: EventStreams;
}

/** Builds what tells pages about changes. */
export function composeLive(
  { changes, feed, projection }: Channel,
  altered: AlteredNews,
  { sessions, log }: Readonly<{ sessions: SessionWatch; log: Log }>,
): Live {
  const live = new LiveChanges({
    changes,
    feed,
    onFailure: (error) => {
      log.error(
        { err: error },
        'the changes in a block could not be read: pages are told to request everything again',
      );
    },
  });
  altered.onNews(() => {
    live.reportsChanged();
  });
  const streams = new EventStreams({ changes: live, sessions, height: () => projection.height() });
  return { routes: eventRoutes(streams), streams };
}
