import type { PersonRole, Pseudonym } from '@medseal/ledger-model';

/** A certificate with its private key, both PEM. */
export interface Credential {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The organization's enrolment CA, as far as people are concerned. It throws `Failure`s. */
export interface CertificateAuthority {
  /** Registers a patient or doctor under the affiliation `people`, with the role as certificate attribute. */
  register(person: Readonly<{ pseudonym: Pseudonym; role: PersonRole; secret: string }>): Promise<void>;
  /**
   * Issues a short-lived certificate for a fresh P-256 key.
   * @throws {Failure} NOT_ACTIVE when the CA issues no more certificates to this person, UNAVAILABLE.
   */
  enrol(pseudonym: Pseudonym, secret: string): Promise<Credential>;
  /** Lets the person enrol, or prevents it until it is allowed again. */
  allowEnrolment(pseudonym: Pseudonym, allowed: boolean): Promise<void>;
}
