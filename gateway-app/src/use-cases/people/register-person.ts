import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import type { CallerPresence } from '../../domain/ledger/caller-presence.js';
import type { CertificateAuthority } from '../../domain/people/certificate-authority.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { RegisteredPerson, RegistrationForm } from '../../domain/people/registration.js';
import { type AdmissionParts, admitPerson, type Admitted } from './admit-person.js';
import { resumeRegistration } from './resume-registration.js';

/** What registering patients and doctors needs. */
export interface RegistrationParts extends AdmissionParts {
  readonly ca: CertificateAuthority;
  readonly organizations: Organizations;
}

/**
 * Registers a patient (active at once) or a doctor (pending until a registrar approves) at this hospital.
 * @throws {Failure} FORBIDDEN if the organization is not a hospital, INVALID, CONFLICT, UNAVAILABLE.
 */
export async function registerPerson(
  parts: RegistrationParts,
  form: RegistrationForm,
  caller: CallerPresence,
): Promise<RegisteredPerson> {
  await requireHospital(parts);
  const { account, recoveryCode } =
    (await resumeRegistration(parts, form)) ?? (await admit(parts, form, caller));
  return { personId: account.personId, role: form.role, state: account.state, recoveryCode };
}

async function admit(
  parts: RegistrationParts,
  form: RegistrationForm,
  caller: CallerPresence,
): Promise<Admitted> {
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const enrolmentSecret = randomBytes(32).toString('base64url');
  return await admitPerson(parts, {
    ...form,
    pseudonym,
    enrolmentSecret,
    caller,
    enrol: async () => {
      caller.require();
      await parts.ca.register({ pseudonym, role: form.role, secret: enrolmentSecret });
      return await parts.ca.enrol(pseudonym, enrolmentSecret);
    },
  });
}

async function requireHospital({ organizations, mspId }: RegistrationParts): Promise<void> {
  const { kind } = await organizations.byMspId(mspId);
  if (kind !== 'hospital') throw new Failure('FORBIDDEN', 'Only a hospital registers patients and doctors.');
}
