import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { AssignmentItem, ConsentItem } from '../../api/types.js';

/** A patient whom a doctor is assigned to, and whether the doctor may propose reports. */
interface OwnPatient {
  readonly patient: AssignmentItem['patient'];
  readonly mayPropose: boolean;
}

interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** The patients whom the signed-in doctor is assigned to now. The contract decides; this spares an upload in vain. */
export function useOwnPatients() {
  const assignments = useQuery({ queryKey: ['assignments', 'mine'], queryFn: () => whole(readAssignments) });
  const consents = useQuery({ queryKey: ['consents', 'mine'], queryFn: () => whole(readConsents) });
  return {
    patients: assignments.data && consents.data && patientsIn(assignments.data, consents.data),
    error: assignments.error ?? consents.error,
  };
}

function patientsIn(
  assignments: readonly AssignmentItem[],
  consents: readonly ConsentItem[],
): readonly OwnPatient[] {
  const now = new Date().toISOString();
  const permitting = new Set(
    consents
      .filter((each) => each.permission === 'contribute' && isLive(each, now))
      .map(({ patient }) => patient.personId),
  );
  const assigned = assignments.filter((each) => isLive(each, now)).map(({ patient }) => patient);
  const byId = new Map(assigned.map((patient) => [patient.personId, patient]));
  return [...byId.values()].map((patient) => ({ patient, mayPropose: permitting.has(patient.personId) }));
}

function isLive(
  { state, from, until }: Readonly<{ state: string; from: string; until: string }>,
  now: string,
): boolean {
  return state === 'active' && from <= now && now < until;
}

async function whole<Item>(read: (after: string | undefined) => Promise<ListPage<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

function readAssignments(after: string | undefined) {
  const query = { state: 'active', limit: '200', ...(after !== undefined && { after }) } as const;
  return dataOf(api.GET('/api/v1/assignments', { params: { query } }));
}

function readConsents(after: string | undefined) {
  const query = { state: 'active', limit: '200', ...(after !== undefined && { after }) } as const;
  return dataOf(api.GET('/api/v1/consents', { params: { query } }));
}
