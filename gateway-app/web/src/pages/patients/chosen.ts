import { useLocation } from 'react-router';

/** A patient as a doctor knows one: the id on the card and the hospital. */
export interface ChosenPatient {
  readonly personId: string;
  readonly organization: string;
}

/** The address of a patient's page. It holds no id: see docs/decisions/0096. */
export const chosenPath = '/patients/chosen';

/** The patient whom a link to {@link chosenPath} or to `/share` carries in its state. */
export function useChosen(): ChosenPatient | undefined {
  const { state } = useLocation() as Readonly<{ state: unknown }>;
  if (typeof state !== 'object' || state === null || !('patient' in state)) return undefined;
  return isPatient(state.patient) ? state.patient : undefined;
}

function isPatient(value: unknown): value is ChosenPatient {
  return (
    typeof value === 'object' &&
    value !== null &&
    'personId' in value &&
    typeof value.personId === 'string' &&
    'organization' in value &&
    typeof value.organization === 'string'
  );
}
