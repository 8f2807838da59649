import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { type PagedList, usePagedList } from '../../ui/lists/listing.js';

/** States of an account, as the desk's list can be narrowed to one. */
export const personStates = ['active', 'suspended', 'pending', 'refused', 'ended'] as const;
type PersonState = (typeof personStates)[number];

/** Whom the desk looks for: everybody in a state, or by words, then perhaps in every state. */
export type PeopleQuery =
  Readonly<{ text: ''; state: PersonState }> | Readonly<{ text: string; state: PersonState | undefined }>;

/** People of this hospital, the longest registered first. */
export function usePeople(query: PeopleQuery): PagedList<RegistrationItem> {
  const list = usePagedList(['registrations', 'people', query], (after) => readPeople(query, after));
  // The gateway searches bit by bit: a page without anybody is not yet the end.
  return useFiltered(list, () => true);
}

/** Words go in the body: names must not stand in addresses. */
function readPeople({ text, state }: PeopleQuery, after: string | undefined) {
  const next = after !== undefined && { after };
  if (text === '')
    return dataOf(
      api.GET('/api/v1/registrations', { params: { query: { state: state ?? 'active', ...next } } }),
    );
  const body = { text, limit: 50, ...(state !== undefined && { state }), ...next };
  return dataOf(api.POST('/api/v1/registrations/search', { body }));
}
