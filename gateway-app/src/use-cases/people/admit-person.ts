import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { passwordWeakness, wrongWords } from '@medseal/input-rules';
import {
  digestOfJson,
  type DoctorProfile,
  type PersonId,
  personIdOf,
  type PersonRole,
  type Pseudonym,
} from '@medseal/ledger-model';
import { type Account, type Accounts, type Profile, userNameTaken } from '../../domain/people/accounts.js';
import { attachmentDigests, newSalt } from '../../domain/ledger/act.js';
import { personActor } from '../../domain/people/actor.js';
import type { CallerPresence } from '../../domain/ledger/caller-presence.js';
import type { Credential } from '../../domain/people/certificate-authority.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import {
  type Keyring,
  type KeyringBox,
  newKeyring,
  type PublicKeys,
  publicKeys,
} from '../../domain/people/keyring.js';
import type { ActRequest, Ledger } from '../../domain/ledger/ledger.js';
import { answerLife, type KeptAnswer, sealAnswer } from '../../domain/people/registration-answer.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

/** What admitting a person needs. */
export interface AdmissionParts {
  readonly accounts: Accounts;
  readonly keyrings: KeyringBox;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly now: Clock;
  readonly mspId: string;
}

/** A person to be admitted: already registered at the CA, or about to be. */
export interface Admission {
  readonly pseudonym: Pseudonym;
  readonly role: PersonRole;
  readonly enrolmentSecret: string;
  readonly password: string;
  readonly profile: Profile;
  /** For patients: whether an emergency half of their keys may be deposited. */
  readonly emergencyHalf?: boolean | undefined;
  /** The idempotency key that lets the caller get the recovery code once more. */
  readonly onceKey?: string | undefined;
  /** Whether someone waits for it; left out by an operator's command. */
  readonly caller?: CallerPresence;
  /** Makes the CA issue the person's first certificate. */
  readonly enrol: () => Promise<Credential>;
}

/** An admitted person, with the recovery code that is shown now. */
export interface Admitted {
  readonly account: Account;
  readonly recoveryCode: string;
}

/**
 * Makes a person's keys and account and registers them on the ledger. The account is stored before the ledger is
 * asked, as a reservation that no one can log in with, and confirmed after the commit. So nothing that was
 * acknowledged can be lost. If anything fails before then, the reservation is deleted and the user name is free
 * again. It stays for five minutes if the outcome is not known and the caller can repeat the request by an
 * idempotency key.
 * @throws {Failure} INVALID for a weak password, CONFLICT for a taken user name, and whatever CA and ledger refuse.
 */
export async function admitPerson(parts: AdmissionParts, admission: Admission): Promise<Admitted> {
  requireStrongPassword(admission, parts.mspId);
  // Checked before anything expensive is done; the reservation below still decides between two simultaneous requests.
  if ((await parts.accounts.byUser(admission.profile.userName)) !== undefined) throw userNameTaken();
  const nonce = randomBytes(32).toString('base64');
  const personId = personIdOf(admission.pseudonym, nonce);
  const keyring = newKeyring(admission.enrolmentSecret);
  const keys = publicKeys(keyring);
  const { sealed, recoveryCode } = await parts.keyrings.seal(keyring, personId, admission.password);
  const registeredAt = parts.now();
  const firstAnswer = keptAnswer(admission, { keyring, personId, recoveryCode, registeredAt });
  const account: Account = {
    personId,
    pseudonym: admission.pseudonym,
    role: admission.role,
    state: admission.role === 'patient' ? 'active' : 'pending',
    keys: digestOfJson(keys),
    profile: admission.profile,
    keyring: sealed,
    registeredAt: timeText(registeredAt),
    ...(firstAnswer !== undefined && { firstAnswer }),
  };
  await parts.accounts.reserve(account);
  try {
    await registerOnLedger(parts, { ...admission, personId, nonce, keyring, keys });
  } catch (error) {
    // The same request may come again; then the ledger says what became of this one.
    if (firstAnswer === undefined || !isUnknown(error)) await parts.accounts.release(personId);
    throw error;
  }
  await parts.accounts.confirm(personId);
  return { account, recoveryCode };
}

/** The recovery code for a repetition of the request; not kept if there is no idempotency key. */
function keptAnswer(
  { onceKey }: Admission,
  made: Readonly<{ keyring: Keyring; personId: PersonId; recoveryCode: string; registeredAt: Date }>,
): KeptAnswer | undefined {
  if (onceKey === undefined) return undefined;
  const { keyring, personId: owner, recoveryCode, registeredAt } = made;
  return {
    sealed: sealAnswer(keyring, { owner, onceKey }, recoveryCode),
    until: timeText(registeredAt.getTime() + answerLife),
  };
}

function requireStrongPassword({ password, profile }: Admission, organization: string): void {
  const { userName, fullName, email = '' } = profile;
  const weakness = passwordWeakness(password, [userName, fullName, email, organization.replace(/MSP$/, '')]);
  if (weakness === undefined) return;
  const detail = 'The password is too easy to guess.';
  throw new Failure('INVALID', detail, { fields: [{ pointer: '/password', detail: wrongWords[weakness] }] });
}

type Registration = Admission &
  Readonly<{ personId: PersonId; nonce: string; keyring: Keyring; keys: PublicKeys }>;

async function registerOnLedger(parts: AdmissionParts, registration: Registration): Promise<void> {
  const { pseudonym, personId, nonce, keyring, keys, role, emergencyHalf, caller } = registration;
  const profile = publicProfile(registration);
  const attachments = { keys, ...(profile !== undefined && { profile }) };
  const credential = await registration.enrol();
  const actor = personActor(
    { pseudonym, mspId: parts.mspId },
    { credential, signatureSeed: keyring.signatureSeed, keyVersion: 1 },
  );
  const request: ActRequest<'RegisterPerson'> = {
    function: 'RegisterPerson',
    statement: {
      salt: newSalt(),
      personId,
      nonce,
      ...(role === 'patient' && { emergencyHalf: emergencyHalf ?? false }),
      attachments: attachmentDigests(attachments),
    },
    attachments,
  };
  try {
    await parts.ledger.submit(request, { ...actor, caller });
  } catch (error) {
    if (!isUnknown(error) || !(await appears(parts.reads, pseudonym))) throw error;
  }
}

/** What other hospitals' people may know about a doctor; about everyone else, nothing leaves this organization. */
function publicProfile({ role, profile }: Registration): DoctorProfile | undefined {
  const { fullName, office } = profile;
  if (role !== 'doctor' || office === undefined) return undefined;
  const { specialty, designation, address: officeAddress } = office;
  return { fullName, specialty, designation, officeAddress };
}

function isUnknown(error: unknown): boolean {
  return error instanceof Failure && error.code === 'OUTCOME_UNKNOWN';
}

/** After a commit that was not seen: looks for the person a few times. */
async function appears(reads: LedgerReads, pseudonym: Pseudonym): Promise<boolean> {
  for (let look = 0; look < 3; look++) {
    if (look > 0) await delay(1_000);
    if (await isRegistered(reads, pseudonym)) return true;
  }
  return false;
}

async function isRegistered(reads: LedgerReads, pseudonym: Pseudonym): Promise<boolean> {
  try {
    await reads.person(pseudonym);
    return true;
  } catch {
    return false;
  }
}
