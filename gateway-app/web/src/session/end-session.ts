import { api } from '../api/client.js';
import { pageStanding } from '../api/page-person.js';
import { asProblem } from '../api/problem.js';
import { tellLeft } from './tabs.js';

/**
 * How logging out ended. Without an answer the session continues at the server for a while; another person may be
 * signed in by now.
 */
export type LoggedOut = 'logged-out' | 'unreachable' | 'stopped';

let ending: Promise<LoggedOut> | undefined;

/** Ends the session of this page's person on the server, once, however often it is called meanwhile. */
export function endSession(): Promise<LoggedOut> {
  ending ??= end().finally(() => {
    ending = undefined;
  });
  return ending;
}

async function end(): Promise<LoggedOut> {
  tellLeft();
  try {
    await api.DELETE('/api/v1/sessions/current');
    return 'logged-out';
  } catch (error) {
    // Another tab, or an answer for another person, has stopped the page in the meantime.
    if (pageStanding().kind === 'stopped') return 'stopped';
    return asProblem(error).code === 'UNAUTHENTICATED' ? 'logged-out' : 'unreachable';
  }
}
