import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { type PagedList, usePagedList } from '../../ui/lists/listing.js';

/** The states of an account that the desk's list can be filtered by. */
export const personStates = ['active', 'suspended', 'pending', 'refused', 'ended'] as const;
type PersonState = (typeof personStates)[number];

/** Whom the desk looks for: everyone in one state, or a search by words, optionally in all states. */
export type PeopleQuery =
  Readonly<{ text: ''; state: PersonState }> | Readonly<{ text: string; state: PersonState | undefined }>;

/** People of this hospital, earliest registration first. */
export function usePeople(query: PeopleQuery): PagedList<RegistrationItem> {
  const list = usePagedList(['registrations', 'people', query], (after) => readPeople(query, after));
  // The gateway searches in portions: a page without matches is not yet the end.
  return useFiltered(list, () => true);
}

/** Words go in the body: names must not appear in addresses. */
function readPeople({ text, state }: PeopleQuery, after: string | undefined) {
  const next = after !== undefined && { after };
  if (text === '')
    return dataOf(
      api.GET('/api/v1/registrations', { params: { query: { state: state ?? 'active', ...next } } }),
    );
  const body = { text, limit: 50, ...(state !== undefined && { state }), ...next };
  return dataOf(api.POST('/api/v1/registrations/search', { body }));
}
