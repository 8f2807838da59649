import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from '../api/problem.js';
import { sessionIsLost } from '../session/lost-session.js';
import { sessionKey } from '../session/session.js';

/** Milliseconds until what did not answer is requested again. */
const againAfter = 5_000;

function isAway(error: unknown): boolean {
  return error !== null && ['UNREACHABLE', 'UNAVAILABLE'].includes(asProblem(error).code);
}

/** The person may have been suspended meanwhile: the frame says so, not every list and form. */
function learnOfSuspension(error: unknown): void {
  if (asProblem(error).code === 'NOT_ACTIVE') void queries.invalidateQueries({ queryKey: sessionKey });
}

/**
 * What pages have read. Changes arrive by the live stream; a call is repeated only where the gateway did not answer.
 */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (asProblem(error).code === 'UNAUTHENTICATED') sessionIsLost();
      learnOfSuspension(error);
    },
  }),
  mutationCache: new MutationCache({ onError: learnOfSuspension }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      retry: (failures, error) => failures < 2 && isAway(error),
      // What did not answer is requested until it does: no one has to reload a page when the connection is back.
      refetchInterval: ({ state }) => (isAway(state.error) ? againAfter : false),
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
