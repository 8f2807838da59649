import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { asProblem, Problem } from '../../api/problem.js';
import type { FoundDoctor } from '../../api/types.js';

/** The criteria of a search for doctors; empty ones do not filter. */
export interface DoctorFilter {
  /** Words of name, specialty, designation or hospital. */
  readonly text: string;
  readonly specialty: string;
  /** Name of a hospital. */
  readonly organization: string;
}

/** Matching doctors, as far as they have been read. */
export interface FoundDoctors {
  readonly doctors: readonly FoundDoctor[];
  readonly searching: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly problem: Problem | undefined;
}

/** How many doctors are read at once. */
const limit = 10;

/** Searches for approved doctors of all hospitals by what they publish. */
export function useDoctorSearch(filter: DoctorFilter, enabled: boolean): FoundDoctors {
  const query = useInfiniteQuery({
    queryKey: ['people', 'doctors', filter],
    queryFn: ({ pageParam }) => search(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    doctors: query.data?.pages.flatMap(({ items }) => items) ?? [],
    searching: query.isFetching,
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    problem: query.error === null ? undefined : asProblem(query.error),
  };
}

async function search(filter: DoctorFilter, after: string | undefined) {
  const given = Object.entries(filter).filter(([, value]: [string, string]) => value.trim() !== '');
  const body = {
    role: 'doctor',
    limit,
    ...Object.fromEntries(given),
    ...(after !== undefined && { after }),
  } as const;
  const found = await dataOf(api.POST('/api/v1/people/search', { body }));
  // The call's other kind of answer is for a search by person id.
  if (!('items' in found)) throw new Problem('INTERNAL');
  return found;
}
