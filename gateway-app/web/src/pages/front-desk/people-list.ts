import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { type PagedList, usePagedList } from '../../parts/listing.js';

/** States of an account, as the desk's list can be narrowed to one. */
export const personStates = ['active', 'suspended', 'pending', 'refused', 'ended'] as const;
export type PersonState = (typeof personStates)[number];

/** People of this hospital in a state, the longest registered first. */
export function usePeople(state: PersonState): PagedList<RegistrationItem> {
  return usePagedList(['registrations', 'people', state], (after) => {
    const query = { state, ...(after !== undefined && { after }) };
    return dataOf(api.GET('/api/v1/registrations', { params: { query } }));
  });
}

/** Names of the active people whom the desk has already listed: other lists give patients by id only. */
export function useNames(): ReadonlyMap<string, string> {
  return new Map(usePeople('active').items.map(({ personId, fullName }) => [personId, fullName]));
}
