import { QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from '../api/problem.js';
import { sessionIsLost } from '../session/lost-session.js';

/** What pages have read. Changes arrive by the live stream; a second try is made only where the gateway did not answer. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (asProblem(error).code === 'UNAUTHENTICATED') sessionIsLost();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      retry: (failures, error) =>
        failures < 2 && ['UNREACHABLE', 'UNAVAILABLE'].includes(asProblem(error).code),
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
