import { useSuspenseQuery } from '@tanstack/react-query';
import { api, dataOf } from './client.js';
import type { paths } from './schema.js';

/** What a gateway says of itself to anybody. */
export type About = paths['/api/v1/about']['get']['responses'][200]['content']['application/json'];

/** The organization whose pages these are; asked once. */
export function useAbout(): About {
  const { data } = useSuspenseQuery({
    queryKey: ['about'],
    queryFn: () => dataOf(api.GET('/api/v1/about')),
    staleTime: Infinity,
  });
  return data;
}
