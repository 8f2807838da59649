import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Session } from '../api/types.js';
import type { PageLink } from '../parts/forms/navigation.js';

/** How much is waiting for the person on each page; at most what one page of a list holds. */
export type Waiting = Partial<Record<PageLink['name'], number>>;

/** Everything that is waiting, on all pages. */
export function totalOf(waiting: Waiting): number {
  return Object.values(waiting).reduce((sum, count) => sum + count, 0);
}

/** What is waiting for the person; nothing for people who are not active, who may not read it. */
export function useWaiting({ role, state }: Session['person']): Waiting {
  const isActive = state === 'active';
  const proposals = useQuery({
    queryKey: ['reports', 'proposed', 'waiting'],
    enabled: isActive && role === 'patient',
    queryFn: async () =>
      (await dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'proposed' } } }))).items.filter(
        ({ state }) => state === 'proposed',
      ).length,
  });
  const requests = useQuery({
    queryKey: ['requests', 'pending', 'waiting'],
    enabled: isActive && role === 'patient',
    queryFn: async () =>
      (await dataOf(api.GET('/api/v1/permission-requests', { params: { query: { state: 'pending' } } })))
        .items.length,
  });
  const registrations = useQuery({
    queryKey: ['registrations', 'pending', 'waiting'],
    enabled: isActive && role === 'registrar',
    queryFn: async () =>
      (await dataOf(api.GET('/api/v1/registrations', { params: { query: { state: 'pending' } } }))).items
        .length,
  });
  return {
    record: proposals.data ?? 0,
    consents: requests.data ?? 0,
    'front-desk': registrations.data ?? 0,
  };
}
