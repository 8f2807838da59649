import { useQueries } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { AssignmentItem, ConsentItem, ReportItem, RequestItem } from '../../api/types.js';
import { readWhole } from '../../api/whole-list.js';
import type { ChosenPatient } from '../../parts/people/chosen-patient.js';
import type { PagedList } from '../../ui/lists/listing.js';

/** Everything between the doctor and one patient. */
export interface Care {
  readonly patient: ChosenPatient;
  readonly assignments: readonly AssignmentItem[];
  /** Permissions received. */
  readonly consents: readonly ConsentItem[];
  /** Made by the doctor. */
  readonly requests: readonly RequestItem[];
  /** Written by the doctor, in every state. */
  readonly proposals: readonly ReportItem[];
}

/**
 * Everything that the doctor has to do with patients. The four lists are read whole, so that "you are not assigned"
 * never means that the assignment is on a later page.
 */
export function useCare(): PagedList<Care> {
  const results = useQueries({
    queries: [
      { queryKey: ['assignments', 'whole'], queryFn: readAssignments },
      { queryKey: ['consents', 'whole'], queryFn: readConsents },
      { queryKey: ['requests', 'whole'], queryFn: readRequests },
      { queryKey: ['reports', 'proposed', 'whole'], queryFn: readProposals },
    ],
  });
  const [assignments, consents, requests, proposals] = results;
  return wholeList({
    items: grouped({
      assignments: assignments.data ?? [],
      consents: consents.data ?? [],
      requests: requests.data ?? [],
      proposals: proposals.data ?? [],
    }),
    results,
  });
}

/** A list without further pages, from the queries that make it up. */
export function wholeList<Item>(
  parts: Readonly<{
    items: readonly Item[];
    results: readonly Readonly<{ isPending: boolean; error: unknown; refetch: () => unknown }>[];
  }>,
): PagedList<Item> {
  const { items, results } = parts;
  return {
    items,
    isLoading: results.some(({ isPending, error }) => isPending && error === null),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    reload: () => {
      for (const { refetch } of results) refetch();
    },
  };
}

function readAssignments() {
  return readWhole((page) => dataOf(api.GET('/api/v1/assignments', { params: { query: page } })));
}

function readConsents() {
  return readWhole((page) => dataOf(api.GET('/api/v1/consents', { params: { query: page } })));
}

function readRequests() {
  return readWhole((page) => dataOf(api.GET('/api/v1/permission-requests', { params: { query: page } })));
}

function readProposals() {
  return readWhole((page) =>
    dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'proposed', ...page } } })),
  );
}

type Lists = Omit<Care, 'patient'>;

/** The lists by patient, the most recent first. */
function grouped({ assignments, consents, requests, proposals }: Lists): Care[] {
  const patients = new Map<string, ChosenPatient>();
  for (const { patient } of [...assignments, ...consents, ...requests])
    patients.set(patient.personId, patient);
  for (const { owner } of proposals) patients.set(owner.personId, owner);
  return [...patients.values()]
    .map((patient) => careOf(patient, { assignments, consents, requests, proposals }))
    .sort((one, other) => lastBlock(other) - lastBlock(one));
}

function careOf(patient: ChosenPatient, lists: Lists): Care {
  const concerns = (item: Readonly<{ patient: ChosenPatient }>): boolean =>
    item.patient.personId === patient.personId;
  return {
    patient,
    assignments: lists.assignments.filter(concerns),
    consents: lists.consents.filter(concerns),
    requests: lists.requests.filter(concerns),
    proposals: lists.proposals.filter(({ owner }) => owner.personId === patient.personId),
  };
}

function lastBlock({ assignments, consents, requests, proposals }: Care): number {
  return Math.max(
    ...[...assignments, ...consents, ...requests, ...proposals].map(({ block }) => Number(block)),
  );
}

/** Everything with this patient; empty for a patient who was only just found. */
export function careFor(list: PagedList<Care>, patient: ChosenPatient): Care {
  return (
    list.items.find((care) => care.patient.personId === patient.personId) ?? {
      patient,
      assignments: [],
      consents: [],
      requests: [],
      proposals: [],
    }
  );
}
