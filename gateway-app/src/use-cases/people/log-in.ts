import { checkLogin, userNameKey, wrongWords } from '@medseal/input-rules';
import { digestOfJson, type PersonAnswer, type PersonId } from '@medseal/ledger-model';
import type { Account, Accounts } from '../../domain/people/accounts.js';
import type { CertificateAuthority } from '../../domain/people/certificate-authority.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import { type Keyring, publicKeys } from '../../domain/people/keyring.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { PasswordChecks } from '../../domain/people/password-checks.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { readPersonOf, stateAt } from './ledger-person.js';
import type { Sessions } from './sessions.js';

/** What logging in needs. */
export interface LoginParts {
  readonly accounts: Accounts;
  readonly passwords: PasswordChecks;
  readonly ca: CertificateAuthority;
  readonly reads: LedgerReads;
  readonly sessions: Sessions;
  readonly now: Clock;
  /** Name of this organization. */
  readonly organization: string;
  readonly mspId: string;
}

/** What a person enters, and the network address. */
export interface Login {
  /** User name or person id. */
  readonly user: string;
  readonly password: string;
  readonly address: string;
  /** The person whose session would be replaced: they must log out before another person may log in. */
  readonly onlyFor?: PersonId | undefined;
}

/** A session that has begun. */
export interface LoggedIn {
  readonly token: string;
  readonly person: SignedInPerson;
  readonly state: PersonAnswer['state'];
  readonly expiresAt: string;
  readonly lastLogin: string | undefined;
}

/**
 * Logs a person in: the password opens the keyring, whose keys must be those on the ledger, and the CA issues the
 * certificate of this session. Pending doctors may log in and look around; the ledger refuses their acts. Unknown
 * names and wrong passwords get the same answer after the same time.
 * @throws {Failure} INVALID for what cannot be a user name, TOO_MANY, UNAUTHENTICATED, OTHER_PERSON, NOT_ACTIVE for
 * refused and suspended people, UNAVAILABLE, INTEGRITY.
 */
export async function logIn(parts: LoginParts, login: Login): Promise<LoggedIn> {
  const account = await accountOf(parts.accounts, login.user);
  const attempt = {
    // Spellings of an unknown name are counted as one, like those of an account.
    account: account?.personId ?? userNameKey(login.user.trim()),
    address: login.address,
  };
  const keyring = await parts.passwords.atLogin(attempt, { account, password: login.password });
  if (account === undefined || keyring === undefined)
    throw new Failure('UNAUTHENTICATED', 'User name or password is wrong.');
  if (login.onlyFor !== undefined && login.onlyFor !== account.personId)
    throw new Failure('OTHER_PERSON', 'Another person is signed in here. They must log out first.');
  return await begin(parts, account, keyring);
}

/** Input is read as at registration; names that an older gateway accepted are found unchanged. */
async function accountOf(accounts: Accounts, typed: string): Promise<Account | undefined> {
  const { value, wrong } = checkLogin(typed);
  const account = value === undefined ? undefined : await accounts.byUser(value);
  if (account !== undefined || value === typed) return account;
  const asTyped = await accounts.byUser(typed);
  if (asTyped !== undefined || wrong === undefined) return asTyped;
  const fields = [{ pointer: '/user', detail: wrongWords[wrong] }];
  throw new Failure('INVALID', 'This is not a user name.', { fields });
}

async function begin(parts: LoginParts, account: Account, keyring: Keyring): Promise<LoggedIn> {
  const now = timeText(parts.now());
  const onLedger = await readPersonOf(parts.reads, account);
  requireSameKeys(onLedger, keyring);
  const state = stateAt(onLedger, now);
  if (state !== 'active' && state !== 'pending') throw notActive(state);
  const credential = await parts.ca.enrol(account.pseudonym, keyring.enrolmentSecret);
  const person: SignedInPerson = {
    personId: account.personId,
    pseudonym: account.pseudonym,
    role: onLedger.role,
    mspId: onLedger.mspId,
    organization: parts.organization,
    fullName: account.profile.fullName,
  };
  const { lastLogin } = account;
  const started = await parts.sessions.start({
    person,
    keyVersion: onLedger.keyVersion,
    keyring,
    credential,
    lastLogin,
  });
  await parts.accounts.noteLogin(account.personId, now);
  if (state !== account.state) await parts.accounts.noteState(account.personId, state);
  return { ...started, person, state, lastLogin };
}

function requireSameKeys(onLedger: PersonAnswer, keyring: Keyring): void {
  const own = publicKeys(keyring);
  const same =
    own.encapsulationKey === onLedger.encapsulationKey &&
    own.signatureKey === onLedger.signatureKey &&
    digestOfJson(own) === onLedger.keys;
  if (!same) throw new Failure('INTEGRITY', 'The keys of this account are not those on the ledger.');
}

function notActive(state: PersonAnswer['state']): Failure {
  return new Failure('NOT_ACTIVE', `This registration is ${state}.`);
}

/** A session, as its owner sees it, with the state that the ledger shows now. */
export async function describeSession(
  parts: Pick<LoginParts, 'reads' | 'accounts' | 'now'>,
  session: OpenSession,
): Promise<Omit<LoggedIn, 'token'>> {
  const account = await parts.accounts.byPersonId(session.person.personId);
  if (account === undefined) throw new Failure('UNAUTHENTICATED', 'This account does not exist any more.');
  const state = stateAt(await readPersonOf(parts.reads, account), timeText(parts.now()));
  return { person: session.person, state, expiresAt: session.expiresAt, lastLogin: session.lastLogin };
}

/**
 * Checks the password again within a session, for sensitive acts.
 * @throws {Failure} TOO_MANY, UNAVAILABLE, STEP_UP_REQUIRED when the password is wrong.
 */
export async function stepUp(
  parts: Pick<LoginParts, 'accounts' | 'passwords' | 'sessions'>,
  session: OpenSession,
  { password, address }: Pick<Login, 'password' | 'address'>,
): Promise<void> {
  const { id, person } = session;
  const account = await parts.accounts.byPersonId(person.personId);
  const keyring = await parts.passwords.inSession({ id, person, address }, { account, password });
  if (keyring === undefined) throw new Failure('STEP_UP_REQUIRED', 'The password is wrong.');
  await parts.sessions.confirmPassword(session.id);
}
