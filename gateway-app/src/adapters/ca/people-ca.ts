import type { PersonRole, Pseudonym } from '@medseal/ledger-model';
import { affiliationOf } from '@medseal/ledger-model';
import type { CertificateAuthority, Credential } from '../../domain/people/certificate-authority.js';
import { Failure } from '../../domain/shared/failure.js';
import { notReached } from '../answers/not-reached.js';
import { CaError, type FabricCa } from '@medseal/ledger-client';
import { type Registrar, RegistrarCredential } from './registrar-credential.js';

/** The certificate attribute that the contracts read the role from. */
const roleAttribute = 'medseal.role';

/** Fabric CA's values for "any number of further enrolments" and "none". */
const enrolments = { unlimited: -1, none: -2 } as const;

/** Fabric CA for people's certificates; acts as the identity that may register under the affiliation `people`. */
export class PeopleCa implements CertificateAuthority {
  readonly #ca: FabricCa;
  readonly #registrar: RegistrarCredential;

  constructor({ ca, registrar }: Readonly<{ ca: FabricCa; registrar: Registrar }>) {
    this.#ca = ca;
    this.#registrar = new RegistrarCredential({ ca, registrar });
  }

  async register(
    person: Readonly<{ pseudonym: Pseudonym; role: PersonRole; secret: string }>,
  ): Promise<void> {
    const identity = {
      id: person.pseudonym,
      secret: person.secret,
      type: 'client',
      affiliation: affiliationOf[person.role],
      attributes: [{ name: roleAttribute, value: person.role, inCertificate: true }],
      maxEnrollments: enrolments.unlimited,
    } as const;
    await this.#registrar.use((registrar) => this.#ca.register(registrar, identity)).catch(fail);
  }

  async enrol(pseudonym: Pseudonym, secret: string): Promise<Credential> {
    const { certificate, privateKey } = await this.#ca
      .enroll({ enrollmentId: pseudonym, secret })
      .catch(failEnrolment);
    return { certificate, privateKey };
  }

  async allowEnrolment(pseudonym: Pseudonym, allowed: boolean): Promise<void> {
    const maxEnrollments = allowed ? enrolments.unlimited : enrolments.none;
    await this.#registrar
      .use((registrar) => this.#ca.modify(registrar, pseudonym, { maxEnrollments }))
      .catch(fail);
  }
}

function failEnrolment(error: unknown): never {
  if (error instanceof CaError && error.kind === 'NOT_AUTHENTICATED')
    throw new Failure('NOT_ACTIVE', 'No certificate is issued for this account.', {}, error);
  return fail(error);
}

function fail(error: unknown): never {
  if (!(error instanceof CaError) || error.kind === 'UNREACHABLE')
    throw notReached('the certification authority', error);
  const detail =
    error.kind === 'NOT_AUTHENTICATED'
      ? 'the certification authority does not accept the secret or certificate of this gateway’s registrar'
      : 'the certification authority refuses this gateway’s request';
  throw new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, error);
}
