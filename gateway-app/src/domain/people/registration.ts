import type { PersonId, PersonState } from '@medseal/ledger-model';
import type { Profile } from './accounts.js';

/** The registration form. */
export interface RegistrationForm {
  readonly role: 'patient' | 'doctor';
  readonly password: string;
  readonly profile: Profile;
  readonly emergencyHalf?: boolean | undefined;
  /** The caller's own name for this request, by which the answer can be repeated. */
  readonly onceKey?: string | undefined;
}

/** What a new person is told; the recovery code appears only here, and once more if the answer was lost. */
export interface RegisteredPerson {
  readonly personId: PersonId;
  readonly role: 'patient' | 'doctor';
  readonly state: PersonState;
  readonly recoveryCode?: string;
}
