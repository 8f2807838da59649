import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Role } from '../api/types.js';
import type { PageLink } from './navigation.js';

/** How much waits for the person on which page; at most what one page of a list holds. */
export function useWaiting(role: Role): Partial<Record<PageLink['name'], number>> {
  const proposals = useQuery({
    queryKey: ['reports', 'proposed', 'waiting'],
    enabled: role === 'patient',
    queryFn: async () =>
      (await dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'proposed' } } }))).items.filter(
        ({ state }) => state === 'proposed',
      ).length,
  });
  const requests = useQuery({
    queryKey: ['requests', 'pending', 'waiting'],
    enabled: role === 'patient',
    queryFn: async () =>
      (await dataOf(api.GET('/api/v1/permission-requests', { params: { query: { state: 'pending' } } })))
        .items.length,
  });
  const registrations = useQuery({
    queryKey: ['registrations', 'pending', 'waiting'],
    enabled: role === 'registrar',
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
