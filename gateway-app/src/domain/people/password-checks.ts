import type { Account } from './accounts.js';
import type { FairLimit, Holders } from '../shared/fair-limit.js';
import type { Keyring, KeyringBox } from './keyring.js';
import type { SignedInPerson } from '../shared/signed-in-person.js';
import type { LoginAttempt, Throttle } from '../shared/throttle.js';

/** What checking passwords needs. */
interface CheckParts {
  readonly throttle: Throttle;
  readonly keyrings: Pick<KeyringBox, 'open'>;
  readonly gate: FairLimit;
}

/** A password that someone entered. */
interface GivenPassword {
  /** The account that it may belong to; `undefined` takes as long and fails. */
  readonly account: Account | undefined;
  readonly password: string;
}

/** A session whose person gives the password again, and the caller's address. */
interface AskingSession {
  readonly id: string;
  readonly person: Pick<SignedInPerson, 'personId'>;
  readonly address: string;
}

/**
 * Runs only a few password checks at a time. A guess is counted when its turn comes, just before the check. An
 * attempt for which there is no place, or that is rejected, is not counted, and simultaneous guesses gain nothing.
 * Usual and other places take turns; within each, the networks take turns, and within a network the accounts. So a
 * crowd does not keep others from logging in.
 */
export class PasswordChecks {
  constructor(private readonly parts: CheckParts) {}

  /** Opens the keyring of a person who is not signed in; `undefined` when the password is wrong. @throws {Failure} TOO_MANY, UNAVAILABLE */
  async atLogin(attempt: LoginAttempt, given: GivenPassword): Promise<Keyring | undefined> {
    const { throttle, gate } = this.parts;
    const place = (await throttle.isUsual(attempt)) ? 'usual' : 'new';
    return await gate.pass(holdersOf(place, attempt), async () => {
      const counted = await throttle.attempt(attempt);
      const keyring = await this.#open(given);
      if (keyring !== undefined) await throttle.succeeded(counted);
      return keyring;
    });
  }

  /** Opens the keyring of a session's person; `undefined` when the password is wrong. @throws {Failure} TOO_MANY, UNAVAILABLE */
  async inSession(
    { id, person, address }: AskingSession,
    given: GivenPassword,
  ): Promise<Keyring | undefined> {
    const { throttle, gate } = this.parts;
    const holders = holdersOf('usual', { account: person.personId, address });
    return await gate.pass(holders, async () => {
      await throttle.attemptInSession(id);
      const keyring = await this.#open(given);
      if (keyring !== undefined) await throttle.succeededInSession(id);
      return keyring;
    });
  }

  #open({ account, password }: GivenPassword): Promise<Keyring | undefined> {
    return this.parts.keyrings.open(account?.keyring, account?.personId, password);
  }
}

function holdersOf(place: 'usual' | 'new', { account, address }: LoginAttempt): Holders {
  return [place, address, account];
}
