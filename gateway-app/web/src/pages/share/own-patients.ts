import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { timeNowText } from '../../api/clock.js';
import type { AssignmentItem, ConsentItem } from '../../api/types.js';
import { readWhole } from '../../api/whole-list.js';

/** A patient to whom a doctor is assigned, and whether the doctor may propose reports. */
interface OwnPatient {
  readonly patient: AssignmentItem['patient'];
  readonly mayPropose: boolean;
}

/** The patients to whom the signed-in doctor is assigned now. The contract decides; this spares a futile upload. */
export function useOwnPatients() {
  const assignments = useQuery({ queryKey: ['assignments', 'mine'], queryFn: readAssignments });
  const consents = useQuery({ queryKey: ['consents', 'mine'], queryFn: readConsents });
  return {
    patients: assignments.data && consents.data && patientsIn(assignments.data, consents.data),
    error: assignments.error ?? consents.error,
  };
}

function patientsIn(
  assignments: readonly AssignmentItem[],
  consents: readonly ConsentItem[],
): readonly OwnPatient[] {
  const now = timeNowText();
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

function readAssignments() {
  return readWhole((page) =>
    dataOf(api.GET('/api/v1/assignments', { params: { query: { state: 'active', ...page } } })),
  );
}

function readConsents() {
  return readWhole((page) =>
    dataOf(api.GET('/api/v1/consents', { params: { query: { state: 'active', ...page } } })),
  );
}
