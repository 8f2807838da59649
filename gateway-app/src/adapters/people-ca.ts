import type { PersonRole, Pseudonym } from '@medseal/ledger-model';
import { affiliationOf } from '@medseal/ledger-model';
import type { CertificateAuthority, Credential } from '../domain/certificate-authority.js';
import { Failure } from '../domain/failure.js';
import { CaError, type FabricCa } from './fabric-ca.js';

/** The certificate attribute that the contracts read the role from. */
const roleAttribute = 'medseal.role';

/** Fabric CA's words for "any number" and "none" of further enrolments. */
const enrolments = { unlimited: -1, none: -2 } as const;

/** Fabric CA as people need it; acts as the identity that may register under the affiliation `people`. */
export class PeopleCa implements CertificateAuthority {
  constructor(
    private readonly ca: FabricCa,
    private readonly registrar: Credential,
  ) {}

  async register(
    person: Readonly<{ pseudonym: Pseudonym; role: PersonRole; secret: string }>,
  ): Promise<void> {
    const registration = this.ca.register(this.registrar, {
      id: person.pseudonym,
      secret: person.secret,
      type: 'client',
      affiliation: affiliationOf[person.role],
      attributes: [{ name: roleAttribute, value: person.role, inCertificate: true }],
      maxEnrollments: enrolments.unlimited,
    });
    await registration.catch(fail);
  }

  async enrol(pseudonym: Pseudonym, secret: string): Promise<Credential> {
    const { certificate, privateKey } = await this.ca
      .enroll({ enrollmentId: pseudonym, secret })
      .catch(failEnrolment);
    return { certificate, privateKey };
  }

  async allowEnrolment(pseudonym: Pseudonym, allowed: boolean): Promise<void> {
    const maxEnrollments = allowed ? enrolments.unlimited : enrolments.none;
    await this.ca.modify(this.registrar, pseudonym, { maxEnrollments }).catch(fail);
  }
}

function failEnrolment(error: unknown): never {
  if (error instanceof CaError && error.kind === 'NOT_AUTHENTICATED')
    throw new Failure('NOT_ACTIVE', 'No certificate is issued for this account.', {}, error);
  return fail(error);
}

function fail(error: unknown): never {
  throw new Failure('UNAVAILABLE', 'The certification authority does not answer.', { retryAfter: 5 }, error);
}
