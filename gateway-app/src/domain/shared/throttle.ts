import type { Clock } from './clock.js';
import { Failure } from './failure.js';

/** Attempts of one subject that have not been forgiven, and when the last one was (milliseconds since 1970). */
export interface AttemptCount {
  readonly failures: number;
  readonly lastAt: number;
}

/** Where attempts are counted, so that a restart forgives none. Subjects are stored as HMACs. */
export interface AttemptStore {
  read(subject: string): Promise<AttemptCount | undefined>;
  /** Replaces the counts of some subjects in one step; `undefined` leaves a count unchanged. */
  change(subjects: readonly string[], next: NextCounts): Promise<void>;
  /** Deletes counts whose last attempt was before a time (milliseconds since 1970). */
  sweep(before: number): Promise<void>;
}
type Counts = readonly (AttemptCount | undefined)[];
export type NextCounts = (before: Counts) => Counts;

/** The account that is logged in to (or, if there is none, what was typed) and the network address. */
export interface LoginAttempt {
  readonly account: string;
  readonly address: string;
}

/** How many attempts are free, how long it takes to forgive one, and how long the next one waits at most (seconds). */
interface Allowance {
  readonly free: number;
  readonly forgiveAfter: number;
  readonly longestDelay: number;
}

/**
 * The people of a hospital share an address, so an address may fail more often than an account. Its longest delay is
 * the time in which one failure is forgiven: it makes guesses across many accounts no faster, and a newcomer at that
 * address does not wait long.
 */
const allowances = {
  account: { forgiveAfter: 900, longestDelay: 900 },
  address: { forgiveAfter: 10, longestDelay: 10 },
} as const satisfies Record<string, Omit<Allowance, 'free'>>;

/** Free attempts of an account and of an address. */
export type FreeAttempts = Readonly<Record<keyof typeof allowances, number>>;

/** What an attempt counts against. */
interface Budget {
  readonly subject: string;
  readonly allowance: Allowance;
}

/** An attempt that was counted, to be taken back if the password is right. */
export interface CountedAttempt {
  readonly attempt: LoginAttempt;
  readonly subjects: readonly string[];
}

const familiarFor = 30 * 24 * 3600;

/**
 * Slows down password guessing: after a number of failures, each further attempt waits twice as long as the one
 * before, up to a longest delay. Attempts count before the password is checked, so parallel guesses gain nothing. An
 * attempt that has to wait is not counted. Success clears the account's count. An account together with an address
 * from which it logged in before has its own count, and the other counts do not apply to it. So strangers who fail,
 * even behind the same address, do not lock people out of a usual place. After the clock was set back, a time in the
 * future counts as now.
 */
export class Throttle {
  private readonly store: AttemptStore;
  private readonly clocks: Readonly<{ now: Clock; sweepClock: Clock }>;

  readonly #allowances: Readonly<Record<keyof FreeAttempts, Allowance>>;

  constructor({
    store,
    clocks,
    free,
  }: Readonly<{
    store: AttemptStore;
    clocks: Readonly<{ now: Clock; sweepClock: Clock }>;
    free: FreeAttempts;
  }>) {
    this.store = store;
    this.clocks = clocks;

    this.#allowances = {
      account: { ...allowances.account, free: free.account },
      address: { ...allowances.address, free: free.address },
    };
  }

  /** Counts an attempt to log in. @throws {Failure} TOO_MANY with the seconds to wait. */
  async attempt(attempt: LoginAttempt): Promise<CountedAttempt> {
    const budgets = await this.#budgetsOf(attempt);
    await this.#count(budgets);
    return { attempt, subjects: budgets.map(({ subject }) => subject) };
  }

  /** Clears the account's attempts, takes this one back for the address, and remembers where the account logs in. */
  async succeeded({ attempt, subjects }: CountedAttempt): Promise<void> {
    const address = addressSubject(attempt);
    const cleared = subjects.filter((subject) => subject !== address);
    await this.#clear([...new Set([...cleared, familiarSubject(attempt)])]);
    if (subjects.includes(address)) await this.#takeBack(address);
    await this.store.sweep(this.clocks.sweepClock().getTime() - familiarFor * 1000);
  }

  /** Counts an attempt to give the password again within a session. @throws {Failure} TOO_MANY */
  async attemptInSession(sessionId: string): Promise<void> {
    await this.#count([{ subject: `session ${sessionId}`, allowance: this.#allowances.account }]);
  }

  /** Clears the attempts of a session after the right password. */
  async succeededInSession(sessionId: string): Promise<void> {
    await this.#clear([`session ${sessionId}`]);
  }

  /** Whether the account logged in from this address recently. */
  async isUsual(place: LoginAttempt): Promise<boolean> {
    const known = await this.store.read(familiarSubject(place));
    return known !== undefined && secondsSince(known, this.#time()) < familiarFor;
  }

  async #budgetsOf(attempt: LoginAttempt): Promise<readonly Budget[]> {
    if (await this.isUsual(attempt))
      return [{ subject: familiarSubject(attempt), allowance: this.#allowances.account }];
    return [
      { subject: `account ${attempt.account}`, allowance: this.#allowances.account },
      { subject: addressSubject(attempt), allowance: this.#allowances.address },
    ];
  }

  /** Counts the attempt in all budgets, or in none while one of them has to wait. */
  async #count(budgets: readonly Budget[]): Promise<void> {
    const now = this.#time();
    let wait = 0;
    await this.store.change(
      budgets.map(({ subject }) => subject),
      (before) => {
        const standings = budgets.map(({ allowance }, index) => standingOf(before[index], allowance, now));
        wait = Math.max(...standings.map((standing) => standing.wait));
        return standings.map(({ settled, counted }) => (wait > 0 ? settled : counted));
      },
    );
    if (wait > 0)
      throw new Failure('TOO_MANY', 'Too many attempts: wait before trying again.', {
        retryAfter: Math.ceil(wait),
      });
  }

  /** Many people share a hospital's address: successful log-ins must not use up its allowance. */
  #takeBack(subject: string): Promise<void> {
    return this.store.change([subject], ([before]) => [
      {
        failures: Math.max(0, (before?.failures ?? 0) - 1),
        lastAt: Math.min(before?.lastAt ?? this.#time(), this.#time()),
      },
    ]);
  }

  #clear(subjects: readonly string[]): Promise<void> {
    return this.store.change(subjects, () => subjects.map(() => ({ failures: 0, lastAt: this.#time() })));
  }

  #time(): number {
    return this.clocks.now().getTime();
  }
}

/** The state of a subject. */
interface Standing {
  /** Seconds until the next attempt. */
  readonly wait: number;
  /** What is written about an attempt that has to wait, if anything. */
  readonly settled: AttemptCount | undefined;
  /** What is written about an attempt that is let through. */
  readonly counted: AttemptCount;
}

function standingOf(before: AttemptCount | undefined, allowance: Allowance, now: number): Standing {
  const count = before ?? { failures: 0, lastAt: now };
  const since = secondsSince(count, now);
  const failures = Math.max(0, count.failures - Math.floor(since / allowance.forgiveAfter));
  return {
    wait: Math.max(0, delayAfter(failures, allowance) - since),
    // A time in the future is stored as now, or the wait would begin again with each look.
    settled: count.lastAt > now ? { failures: count.failures, lastAt: now } : undefined,
    counted: { failures: failures + 1, lastAt: now },
  };
}

/** Seconds since the last attempt; none if it is in the future, because the clock was set back. */
function secondsSince({ lastAt }: AttemptCount, now: number): number {
  return Math.max(0, now - lastAt) / 1000;
}

/** Seconds between the last attempt and the next: none while attempts are free, then 1, 2, 4 … */
function delayAfter(failures: number, { free, longestDelay }: Allowance): number {
  return failures < free ? 0 : Math.min(longestDelay, 2 ** Math.min(failures - free, 20));
}

function familiarSubject({ account, address }: LoginAttempt): string {
  return `familiar ${account} ${address}`;
}

function addressSubject({ address }: LoginAttempt): string {
  return `address ${address}`;
}
