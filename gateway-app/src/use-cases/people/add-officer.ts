import { type Digest, type PersonId, type Pseudonym, pseudonymSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { CertificateAuthority } from '../../domain/people/certificate-authority.js';
import { entered } from '../../domain/shared/entered.js';
import { Failure } from '../../domain/shared/failure.js';
import { type AdmissionParts, admitPerson } from './admit-person.js';

/** The operator's input for a registrar or auditor whom the CA already knows (affiliation `office`). */
const officerSchema = z.strictObject({
  userName: entered('userName'),
  fullName: entered('fullName'),
  password: z.string(),
  pseudonym: pseudonymSchema,
  enrolmentSecret: z.string().min(1),
  role: z.enum(['registrar', 'auditor']),
});
type Officer = Readonly<z.infer<typeof officerSchema>>;

/** A pending officer: the operator approves exactly these keys on the ledger. */
export interface AddedOfficer {
  readonly personId: PersonId;
  readonly pseudonym: Pseudonym;
  /** Digest of the registered public keys. */
  readonly keys: Digest;
  readonly recoveryCode: string;
}

/** Makes an officer's keyring and account and registers the officer on the ledger as pending. @throws {Failure} */
export async function addOfficer(
  parts: AdmissionParts & Readonly<{ ca: Pick<CertificateAuthority, 'enrol'> }>,
  given: unknown,
): Promise<AddedOfficer> {
  const { userName, fullName, ...officer } = parseOfficer(given);
  const { account, recoveryCode } = await admitPerson(parts, {
    ...officer,
    profile: { userName, fullName },
    enrol: () => parts.ca.enrol(officer.pseudonym, officer.enrolmentSecret),
  });
  return { personId: account.personId, pseudonym: account.pseudonym, keys: account.keys, recoveryCode };
}

function parseOfficer(given: unknown): Officer {
  const parsed = officerSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the input'}: ${message}`,
  );
  throw new Failure('INVALID', `The input is not valid. ${wrong.join('; ')}.`);
}
