import { useSuspenseQuery } from '@tanstack/react-query';
import { api, dataOf } from './client.js';
import type { paths } from './schema.js';

/** What a gateway publishes about itself. */
export type About = paths['/api/v1/about']['get']['responses'][200]['content']['application/json'];

export const aboutKey = ['about'] as const;

/** Milliseconds until a limit that the gateway did not know is requested again. */
const askAgain = 30_000;

/** The organization whose pages these are; requested again until all of it is known. */
export function useAbout(): About {
  const { data } = useSuspenseQuery({
    queryKey: aboutKey,
    queryFn: () => dataOf(api.GET('/api/v1/about')),
    staleTime: ({ state }) => (state.data?.longestConsentDays === undefined ? askAgain : Infinity),
  });
  return data;
}
