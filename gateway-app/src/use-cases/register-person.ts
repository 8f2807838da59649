import { randomBytes } from 'node:crypto';
import { encodeId, type PersonId, type PersonState } from '@medseal/ledger-model';
import type { Profile } from '../domain/accounts.js';
import type { CertificateAuthority } from '../domain/certificate-authority.js';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import { type AdmissionParts, admitPerson } from './admit-person.js';

/** What registering patients and doctors needs. */
export interface RegistrationParts extends AdmissionParts {
  readonly ca: CertificateAuthority;
  readonly organizations: Organizations;
}

/** The registration form. */
export interface RegistrationForm {
  readonly role: 'patient' | 'doctor';
  readonly password: string;
  readonly profile: Profile;
  readonly emergencyHalf?: boolean | undefined;
}

/** What a new person is told; the recovery code only here. */
export interface RegisteredPerson {
  readonly personId: PersonId;
  readonly role: 'patient' | 'doctor';
  readonly state: PersonState;
  readonly recoveryCode: string;
}

/**
 * Registers a patient (active at once) or a doctor (pending until a registrar approves) at this hospital.
 * @throws {Failure} FORBIDDEN where the organization is no hospital, INVALID, CONFLICT, UNAVAILABLE.
 */
export async function registerPerson(
  parts: RegistrationParts,
  form: RegistrationForm,
): Promise<RegisteredPerson> {
  await requireHospital(parts);
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const enrolmentSecret = randomBytes(32).toString('base64url');
  const { account, recoveryCode } = await admitPerson(parts, {
    ...form,
    pseudonym,
    enrolmentSecret,
    enrol: async () => {
      await parts.ca.register({ pseudonym, role: form.role, secret: enrolmentSecret });
      return await parts.ca.enrol(pseudonym, enrolmentSecret);
    },
  });
  return { personId: account.personId, role: form.role, state: account.state, recoveryCode };
}

async function requireHospital({ organizations, mspId }: RegistrationParts): Promise<void> {
  const { kind } = await organizations.byMspId(mspId);
  if (kind !== 'hospital') throw new Failure('FORBIDDEN', 'Only a hospital registers patients and doctors.');
}
