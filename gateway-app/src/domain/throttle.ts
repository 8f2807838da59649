import type { Clock } from './clock.js';
import { Failure } from './failure.js';

/** Attempts of one subject that have not been forgiven, and when the last one was (milliseconds since 1970). */
export interface AttemptCount {
  readonly failures: number;
  readonly lastAt: number;
}

/** Where attempts are counted, so that a restart forgives nothing. Subjects are stored as HMACs. */
export interface AttemptStore {
  read(subject: string): Promise<AttemptCount | undefined>;
  /** Replaces a count in one step; what `next` throws leaves it as it was. */
  change(subject: string, next: (before: AttemptCount | undefined) => AttemptCount): Promise<void>;
  /** Forgets counts whose last attempt was before a time (milliseconds since 1970). */
  sweep(before: number): Promise<void>;
}

/** Who tries to log in: the account (by what was typed when there is none) and the network address. */
export interface LoginAttempt {
  readonly account: string;
  readonly address: string;
}

/** How many attempts cost nothing, and how long it takes to forgive one (seconds). */
interface Allowance {
  readonly free: number;
  readonly forgiveAfter: number;
}

/** A hospital's people share an address, so it may fail more often than one account. */
const allowances = {
  account: { free: 10, forgiveAfter: 900 },
  address: { free: 100, forgiveAfter: 10 },
} as const satisfies Record<string, Allowance>;

const longestDelay = 900;
const familiarFor = 30 * 24 * 3600;

/**
 * Slows guessing of passwords: behind a number of failures each further attempt waits twice as long as the one before, at
 * most 15 minutes. Attempts count before the password is checked, so parallel guesses gain nothing, and success clears them.
 * Open sessions are not touched, and an address from which the account logged in before has a count of its own: strangers
 * who keep failing cannot lock a person out of their usual place.
 */
export class Throttle {
  constructor(
    private readonly store: AttemptStore,
    private readonly now: Clock,
  ) {}

  /** Counts an attempt to log in. @throws {Failure} TOO_MANY with the seconds to wait. */
  async attempt(attempt: LoginAttempt): Promise<void> {
    await this.#count(`address ${attempt.address}`, allowances.address);
    await this.#count(await this.#accountSubject(attempt), allowances.account);
  }

  /** Clears the account's attempts, takes this one back at the address, and remembers where the account logs in. */
  async succeeded(attempt: LoginAttempt): Promise<void> {
    await this.#takeBack(`address ${attempt.address}`);
    await this.#clear(await this.#accountSubject(attempt));
    await this.#clear(familiar(attempt));
    await this.store.sweep(this.now().getTime() - familiarFor * 1000);
  }

  /** Counts an attempt to give the password again within a session. @throws {Failure} TOO_MANY */
  async attemptInSession(sessionId: string): Promise<void> {
    await this.#count(`session ${sessionId}`, allowances.account);
  }

  /** Clears the attempts of a session after the right password. */
  async succeededInSession(sessionId: string): Promise<void> {
    await this.#clear(`session ${sessionId}`);
  }

  async #accountSubject(attempt: LoginAttempt): Promise<string> {
    const known = await this.store.read(familiar(attempt));
    const isFamiliar = known !== undefined && this.#seconds() - known.lastAt / 1000 < familiarFor;
    return isFamiliar ? familiar(attempt) : `account ${attempt.account}`;
  }

  #count(subject: string, allowance: Allowance): Promise<void> {
    return this.store.change(subject, (before) => {
      const now = this.#seconds();
      const failures = unforgiven(before, allowance, now);
      const wait = before === undefined ? 0 : before.lastAt / 1000 + delayAfter(failures, allowance) - now;
      if (wait > 0)
        throw new Failure('TOO_MANY', 'Too many attempts: wait before trying again.', {
          retryAfter: Math.ceil(wait),
        });
      return { failures: failures + 1, lastAt: now * 1000 };
    });
  }

  /** Many people share a hospital's address: those who log in rightly must not use up its allowance. */
  #takeBack(subject: string): Promise<void> {
    return this.store.change(subject, (before) => ({
      failures: Math.max(0, (before?.failures ?? 0) - 1),
      lastAt: before?.lastAt ?? this.now().getTime(),
    }));
  }

  #clear(subject: string): Promise<void> {
    return this.store.change(subject, () => ({ failures: 0, lastAt: this.now().getTime() }));
  }

  #seconds(): number {
    return this.now().getTime() / 1000;
  }
}

function unforgiven(count: AttemptCount | undefined, allowance: Allowance, now: number): number {
  if (count === undefined) return 0;
  const forgiven = Math.floor((now - count.lastAt / 1000) / allowance.forgiveAfter);
  return Math.max(0, count.failures - forgiven);
}

/** Seconds between the last attempt and the next: nothing while attempts are free, then 1, 2, 4 … */
function delayAfter(failures: number, allowance: Allowance): number {
  if (failures < allowance.free) return 0;
  return Math.min(longestDelay, 2 ** Math.min(failures - allowance.free, 20));
}

function familiar(attempt: LoginAttempt): string {
  return `familiar ${attempt.account} ${attempt.address}`;
}
