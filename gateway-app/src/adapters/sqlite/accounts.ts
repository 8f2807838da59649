import { setImmediate } from 'node:timers/promises';
import { userNameKey } from '@medseal/input-rules';
import {
  digestSchema,
  isId,
  type PersonId,
  personIdSchema,
  personRoleSchema,
  type PersonState,
  personStateSchema,
  pseudonymSchema,
} from '@medseal/ledger-model';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  type Account,
  type Accounts,
  type AccountSearch,
  type OwnNames,
  profileSchema,
  userNameTaken,
} from '../../domain/people/accounts.js';
import type { AtRestCipher } from '../../domain/shared/at-rest-cipher.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Page, PageRequest } from '../../domain/ledger/projection.js';
import type { AccountTable, Database } from './database.js';

/** Milliseconds; an older reservation was left behind by a process that ended before it confirmed it. */
const reservationLife = 5 * 60_000;

/** The most accounts that one search opens in all, and at a time. */
const searchBound = 5_000;
const searchStep = 250;

type Row = Selectable<AccountTable>;

const noFirstAnswer = { firstAnswer: null, firstAnswerUntil: null } as const;

/** SQLite numbers rows as they are added. */
const place = sql<number>`account.rowid`;

/** Accounts in SQLite; profiles and reasons are sealed at rest, user names are found by their HMAC. */
export class SqliteAccounts implements Accounts, OwnNames {
  private readonly database: Database;
  private readonly atRest: AtRestCipher;
  private readonly sweepClock: Clock;

  constructor({
    database,
    atRest,
    sweepClock,
  }: Readonly<{ database: Database; atRest: AtRestCipher; sweepClock: Clock }>) {
    this.database = database;
    this.atRest = atRest;
    this.sweepClock = sweepClock;
  }

  async reserve(account: Account): Promise<void> {
    const row = this.#row(account);
    const stale = timeText(this.sweepClock().getTime() - reservationLife);
    await this.database.transaction().execute(async (transaction) => {
      await sweepFirstAnswers(transaction, this.sweepClock());
      await transaction
        .deleteFrom('account')
        .where('userName', '=', row.userName)
        .where('stage', '=', 'reserved')
        .where('registeredAt', '<', stale)
        .execute();
      const added = await transaction
        .insertInto('account')
        .values(row)
        .onConflict((conflict) => conflict.column('userName').doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows === 0n) throw userNameTaken();
    });
  }

  async confirm(personId: PersonId): Promise<void> {
    const { numUpdatedRows } = await this.database
      .updateTable('account')
      .set({ stage: 'confirmed' })
      .where('personId', '=', personId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Failure('CONFLICT', 'The registration took too long: begin again.');
  }

  async release(personId: PersonId): Promise<void> {
    await this.database
      .deleteFrom('account')
      .where('personId', '=', personId)
      .where('stage', '=', 'reserved')
      .execute();
  }

  async reservedBy(userName: string): Promise<Account | undefined> {
    return await this.#find('userName', this.#userNameOf(userName), 'reserved');
  }

  async byUser(user: string): Promise<Account | undefined> {
    const personId = asPersonId(user);
    if (personId !== undefined) return await this.byPersonId(personId);
    return await this.#find('userName', this.#userNameOf(user));
  }

  async byPersonId(personId: PersonId): Promise<Account | undefined> {
    return await this.#find('personId', personId);
  }

  async list(state: PersonState, page: PageRequest): Promise<Page<Account>> {
    const rows = await this.#after(placeAfter(page), state, page.limit + 1);
    const shown = rows.slice(0, page.limit);
    const items = shown.map((row) => this.#account(row));
    const last = shown.at(-1);
    return rows.length > page.limit && last !== undefined ? { items, next: String(last.place) } : { items };
  }

  async search({ state, fits }: AccountSearch, page: PageRequest): Promise<Page<Account>> {
    const items: Account[] = [];
    let after = placeAfter(page);
    for (let seen = 0; seen < searchBound; seen += searchStep) {
      const rows = await this.#after(after, state, searchStep);
      for (const row of rows) {
        after = row.place;
        const account = this.#account(row);
        if (fits(account)) items.push(account);
        if (items.length === page.limit) return { items, next: String(after) };
      }
      if (rows.length < searchStep) return { items };
      // Opening profiles occupies the thread: let other work run in between.
      await setImmediate();
    }
    return { items, next: String(after) };
  }

  async namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (personIds.length === 0) return new Map();
    const rows = await this.database
      .selectFrom('account')
      .selectAll()
      .where('stage', '=', 'confirmed')
      .where('personId', 'in', personIds)
      .execute();
    return new Map(
      rows.map((row) => this.#account(row)).map(({ personId, profile }) => [personId, profile.fullName]),
    );
  }

  async hasOfficer(): Promise<boolean> {
    const row = await this.database
      .selectFrom('account')
      .select('personId')
      .where('stage', '=', 'confirmed')
      .where('role', 'in', ['registrar', 'auditor'])
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async noteState(personId: PersonId, state: PersonState, reason?: string): Promise<void> {
    await this.database
      .updateTable('account')
      .set((build) => ({
        state,
        reason:
          reason === undefined
            ? build.case().when('state', '=', state).then(build.ref('reason')).else(null).end()
            : this.#sealedReason(personId, reason),
      }))
      .where('personId', '=', personId)
      .execute();
  }

  async noteLogin(personId: PersonId, at: string): Promise<void> {
    await this.database
      .updateTable('account')
      .set({ lastLogin: at, ...noFirstAnswer })
      .where('personId', '=', personId)
      .execute();
    await sweepFirstAnswers(this.database, this.sweepClock());
  }

  async takeFirstAnswer(personId: PersonId): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('account')
      .set(noFirstAnswer)
      .where('personId', '=', personId)
      .where('firstAnswer', 'is not', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async #find(
    column: 'userName' | 'personId',
    value: string,
    stage: 'reserved' | 'confirmed' = 'confirmed',
  ): Promise<Account | undefined> {
    const row = await this.database
      .selectFrom('account')
      .selectAll()
      .where(column, '=', value)
      .where('stage', '=', stage)
      .executeTakeFirst();
    return row && this.#account(row);
  }

  /** Confirmed accounts after a place, in one state or in any. */
  async #after(after: number, state: PersonState | undefined, limit: number) {
    const accounts = this.database
      .selectFrom('account')
      .selectAll()
      .select(place.as('place'))
      .where('stage', '=', 'confirmed')
      .where(place, '>', after)
      .orderBy(place)
      .limit(limit);
    return await (state === undefined ? accounts : accounts.where('state', '=', state)).execute();
  }

  #userNameOf(userName: string): string {
    return this.atRest.lookup('userName', userNameKey(userName));
  }

  #row(account: Account): Row {
    const { keyring, profile, reason, lastLogin, firstAnswer, ...plain } = account;
    return {
      ...plain,
      stage: 'reserved',
      userName: this.#userNameOf(profile.userName),
      profile: this.atRest.seal(['profile', account.personId], profile),
      ...keyring,
      lastLogin: lastLogin ?? null,
      reason: this.#sealedReason(account.personId, reason),
      firstAnswer: firstAnswer?.sealed ?? null,
      firstAnswerUntil: firstAnswer?.until ?? null,
    };
  }

  #sealedReason(personId: PersonId, reason: string | undefined): Uint8Array | null {
    return reason === undefined ? null : this.atRest.seal(['reason', personId], reason);
  }

  #account(row: Row): Account {
    const personId = personIdSchema.parse(row.personId);
    const reason = row.reason && z.string().parse(this.atRest.open(['reason', personId], row.reason));
    return {
      personId,
      pseudonym: pseudonymSchema.parse(row.pseudonym),
      role: personRoleSchema.parse(row.role),
      state: personStateSchema.parse(row.state),
      keys: digestSchema.parse(row.keys),
      profile: profileSchema.parse(this.atRest.open(['profile', personId], row.profile)),
      keyring: { salt: row.salt, byPassword: row.byPassword, byRecoveryCode: row.byRecoveryCode },
      registeredAt: row.registeredAt,
      ...(row.lastLogin !== null && { lastLogin: row.lastLogin }),
      ...(reason !== null && { reason }),
      ...firstAnswerOf(row),
    };
  }
}

/** Deletes first answers whose time is over. */
async function sweepFirstAnswers(database: Database, now: Date): Promise<void> {
  await database
    .updateTable('account')
    .set(noFirstAnswer)
    .where('firstAnswerUntil', '<=', timeText(now))
    .execute();
}

function firstAnswerOf({ firstAnswer: sealed, firstAnswerUntil: until }: Row): Pick<Account, 'firstAnswer'> {
  return sealed === null || until === null ? {} : { firstAnswer: { sealed, until } };
}

/** A person id as typed from a card, in upper or lower case. */
function asPersonId(user: string): PersonId | undefined {
  const text = user.slice(0, 4).toLowerCase() + user.slice(4).toUpperCase();
  return isId('person', text) ? text : undefined;
}

/** @throws {Failure} INVALID for a cursor that no page returned. */
function placeAfter({ after = '0' }: PageRequest): number {
  if (!/^\d{1,15}$/.test(after)) throw new Failure('INVALID', 'no such page');
  return Number(after);
}
