import { useLocation } from 'react-router';
import { useSession } from '../../session/session.js';

/** A patient as a doctor knows them: the id on the card and the hospital. */
export interface ChosenPatient {
  readonly personId: string;
  readonly organization: string;
}

/** The address of a patient's page. It contains no id: see docs/decisions/0096. */
export const chosenPath = '/patients/chosen';

/**
 * The content of an entry in the tab's history. The browser keeps it when another person signs in, so it says whose it
 * is.
 */
interface Choice {
  readonly patient: ChosenPatient;
  readonly by: string;
}

/** Makes the state of a link to {@link chosenPath} or to `/share`. */
export function useChoice(): (patient: ChosenPatient) => Choice {
  const { personId } = useSession().person;
  return ({ personId: id, organization }) => ({ patient: { personId: id, organization }, by: personId });
}

/** The patient that such a link carries, if the signed-in doctor has chosen them. */
export function useChosen(): ChosenPatient | undefined {
  const { state } = useLocation() as Readonly<{ state: unknown }>;
  const { personId } = useSession().person;
  if (typeof state !== 'object' || state === null || !('patient' in state && 'by' in state)) return undefined;
  return state.by === personId && isPatient(state.patient) ? state.patient : undefined;
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
