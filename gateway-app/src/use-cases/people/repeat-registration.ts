import type { PersonId } from '@medseal/ledger-model';
import type { Account, Accounts } from '../../domain/people/accounts.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Keyring } from '../../domain/people/keyring.js';
import type { PasswordChecks } from '../../domain/people/password-checks.js';
import { openAnswer } from '../../domain/people/registration-answer.js';
import type { RegisteredPerson } from '../../domain/people/registration.js';

/** What it takes to answer a registration again. */
export interface RepetitionParts {
  readonly accounts: Accounts;
  readonly passwords: PasswordChecks;
  readonly now: Clock;
}

/** A registration that was sent again under the idempotency key of a completed one. */
export interface RepeatedRegistration {
  readonly personId: PersonId;
  readonly password: string;
  readonly onceKey: string | undefined;
  /** The caller's network address. */
  readonly address: string;
}

/**
 * Confirms a registration again. The recovery code is shown once more to someone who has both the password and the
 * key, within 15 minutes and before the first log-in; after that it is left out.
 * @throws {Failure} KEY_REUSED with another password, TOO_MANY, UNAVAILABLE, NOT_FOUND.
 */
export async function repeatRegistration(
  parts: RepetitionParts,
  { personId, password, onceKey, address }: RepeatedRegistration,
): Promise<RegisteredPerson> {
  const account = await parts.accounts.byPersonId(personId);
  if (account === undefined) throw new Failure('NOT_FOUND', 'This registration no longer exists.');
  const keyring = await parts.passwords.atLogin({ account: personId, address }, { account, password });
  if (keyring === undefined)
    throw new Failure('KEY_REUSED', 'This key belongs to a request with another body.');
  const recoveryCode = await takeCode(parts, { account, keyring, onceKey });
  const { state } = account;
  const role = account.role === 'doctor' ? 'doctor' : 'patient';
  return { personId, role, state, ...(recoveryCode !== undefined && { recoveryCode }) };
}

interface Asked {
  readonly account: Account;
  readonly keyring: Keyring;
  readonly onceKey: string | undefined;
}

/** The code, if it is still there; of two simultaneous requests, one gets it. */
async function takeCode(
  { accounts, now }: RepetitionParts,
  { account, keyring, onceKey }: Asked,
): Promise<string | undefined> {
  const { personId, firstAnswer } = account;
  if (firstAnswer === undefined || onceKey === undefined || firstAnswer.until <= timeText(now()))
    return undefined;
  const code = openAnswer(keyring, { owner: personId, onceKey }, firstAnswer.sealed);
  return code !== undefined && (await accounts.takeFirstAnswer(personId)) ? code : undefined;
}
