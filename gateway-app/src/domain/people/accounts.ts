import type { Digest, PersonId, PersonRole, PersonState, Pseudonym } from '@medseal/ledger-model';
import { z } from 'zod';
import { Failure } from '../shared/failure.js';
import type { SealedKeyring } from './keyring.js';
import type { Page, PageRequest } from '../ledger/projection.js';
import type { KeptAnswer } from './registration-answer.js';

/** A person's profile. It stays in the organization's own database, sealed at rest, and never reaches the ledger. */
export const profileSchema = z.strictObject({
  userName: z.string(),
  fullName: z.string(),
  phone: z.string().optional(),
  address: z.string().optional(),
  email: z.string().optional(),
  /** Where a doctor works, and as what. */
  office: z.strictObject({ address: z.string(), designation: z.string(), specialty: z.string() }).optional(),
});
export type Profile = Readonly<z.infer<typeof profileSchema>>;

/** A person of this organization as the database knows them. */
export interface Account {
  readonly personId: PersonId;
  readonly pseudonym: Pseudonym;
  readonly role: PersonRole;
  /** As last seen on the ledger, which alone decides: good enough for lists. */
  readonly state: PersonState;
  /** Digest of the public keys that were registered. */
  readonly keys: Digest;
  readonly profile: Profile;
  readonly keyring: SealedKeyring;
  readonly registeredAt: string;
  readonly lastLogin?: string;
  /** Why the registration was refused or the person suspended. */
  readonly reason?: string;
  /** The answer to the registration, in case it must be given once more; deleted at the first log-in. */
  readonly firstAnswer?: KeptAnswer;
}

/** Which accounts are looked for. */
export interface AccountSearch {
  readonly state?: PersonState | undefined;
  readonly fits: (account: Account) => boolean;
}

/** Full names of people of this organization, from their accounts. */
export interface OwnNames {
  /** @returns the names of those who have an account here, by person id. */
  namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * The accounts of one organization. An account is *reserved* (its user name is taken, no one can log in) until the
 * ledger has the person, then *confirmed*. User names are compared as `userNameKey` of the input rules folds them.
 */
export interface Accounts {
  /**
   * Reserves the user name. @throws {Failure} CONFLICT when it is taken; a reservation older than five minutes does
   * not count.
   */
  reserve(account: Account): Promise<void>;
  /** Makes a reserved account usable. @throws {Failure} CONFLICT when the reservation is gone. */
  confirm(personId: PersonId): Promise<void>;
  /** Deletes a reservation; its user name is free again. */
  release(personId: PersonId): Promise<void>;
  /** Finds a reservation by user name. */
  reservedBy(userName: string): Promise<Account | undefined>;
  /** Finds a confirmed account by user name or person id, as typed. */
  byUser(user: string): Promise<Account | undefined>;
  byPersonId(personId: PersonId): Promise<Account | undefined>;
  /** Confirmed accounts in a state, oldest first. */
  list(state: PersonState, page: PageRequest): Promise<Page<Account>>;
  /**
   * The next confirmed accounts that pass a test, oldest first, in one state or in any. One call examines a limited
   * number of accounts, so a page may be short, even empty, and still have a `next`.
   */
  search(search: AccountSearch, page: PageRequest): Promise<Page<Account>>;
  /** Is there any confirmed account of a registrar or auditor? */
  hasOfficer(): Promise<boolean>;
  /**
   * Notes the state that the ledger showed, and why. Without a reason, the same state keeps its earlier reason;
   * another state's reason is forgotten.
   */
  noteState(personId: PersonId, state: PersonState, reason?: string): Promise<void>;
  /** Notes a log-in; the first answer is deleted. */
  noteLogin(personId: PersonId, at: string): Promise<void>;
  /** Deletes the first answer. @returns whether it was still there: of two simultaneous calls, only one gets true. */
  takeFirstAnswer(personId: PersonId): Promise<boolean>;
}

/** The user name belongs to someone else. */
export function userNameTaken(): Failure {
  const fields = [{ pointer: '/userName', detail: 'is taken' }];
  return new Failure('CONFLICT', 'This user name is taken.', { fields });
}
