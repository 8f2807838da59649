import type { PersonId, PersonState } from '@medseal/ledger-model';
import type { Accounts } from '../../domain/people/accounts.js';
import { newSalt } from '../../domain/ledger/act.js';
import type { CertificateAuthority } from '../../domain/people/certificate-authority.js';
import type { Clock } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { PeopleDirectory, KnownPerson } from '../../domain/people/people.js';
import type { Session } from '../../domain/people/session.js';
import { withoutCaller } from '../../domain/people/sessions.js';
import { stateAt } from './ledger-person.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

/** What suspending needs. */
export interface SuspensionParts {
  readonly accounts: Accounts;
  readonly directory: PeopleDirectory;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly ca: CertificateAuthority;
  readonly mspId: string;
  readonly now: Clock;
}

/** Whom to suspend and why, and for a patient until when (RFC 3339); without an end, until reinstated. */
export interface Suspension {
  readonly personId: PersonId;
  readonly until?: string | undefined;
  /** Stays in this organization's database; not kept for people of other organizations. */
  readonly reason?: string | undefined;
}

/** The person's state after the act. */
export interface SuspensionState {
  readonly personId: PersonId;
  readonly state: 'active' | 'suspended';
  readonly until?: string;
  /**
   * The act's place on the ledger; left out if there was nothing to write because the person was already in this
   * state.
   */
  readonly receipt?: Committed;
}

/**
 * Suspends a person: from the commit on, the contract refuses their acts, in open sessions too, and the CA of their
 * own organization issues no further certificate. The ledger comes first, because it alone protects. Both steps may
 * be repeated if the second failed, and they continue if the caller has left. A suspension that ends by itself leaves
 * the CA unchanged: no one would be there to let the person in again.
 */
export async function suspendPerson(
  parts: SuspensionParts,
  session: Session,
  { personId, until, reason }: Suspension,
): Promise<SuspensionState> {
  const entry = await find(parts, personId);
  const end = until === undefined ? {} : { until };
  const isThere = until === undefined && (await stateOf(parts, entry)) === 'suspended';
  const written = isThere
    ? {}
    : await act(parts, withoutCaller(session), { function: 'SuspendPerson', entry, end });
  await settle(parts, entry, { state: 'suspended', reason });
  if (until === undefined) await allowEnrolment(parts, entry, false);
  return { personId, state: 'suspended', ...end, ...written };
}

/**
 * Ends a suspension, on the ledger first and then at the CA; may be repeated if the second step failed. A suspension
 * that has ended by itself needs no act.
 */
export async function reinstatePerson(
  parts: SuspensionParts,
  session: Session,
  personId: PersonId,
): Promise<SuspensionState> {
  const entry = await find(parts, personId);
  const isThere = (await stateOf(parts, entry)) === 'active';
  const written = isThere ? {} : await act(parts, session, { function: 'ReinstatePerson', entry, end: {} });
  await settle(parts, entry, { state: 'active' });
  await allowEnrolment(parts, entry, true);
  return { personId, state: 'active', ...written };
}

async function stateOf({ reads, now }: SuspensionParts, { pseudonym }: KnownPerson): Promise<PersonState> {
  return stateAt(await reads.person(pseudonym), now().toISOString());
}

/** What is to be written, and about whom. */
interface SuspensionAct {
  readonly function: 'SuspendPerson' | 'ReinstatePerson';
  readonly entry: KnownPerson;
  readonly end: Readonly<{ until?: string }>;
}

async function act(
  { ledger }: SuspensionParts,
  { actor }: Session,
  { function: name, entry, end }: SuspensionAct,
): Promise<Pick<SuspensionState, 'receipt'>> {
  const statement = { salt: newSalt(), person: entry.pseudonym, ...end };
  const { transactionId, block } = await ledger.submit({ function: name, statement }, actor);
  return { receipt: { transactionId, block } };
}

async function find(parts: SuspensionParts, personId: PersonId): Promise<KnownPerson> {
  const account = await parts.accounts.byPersonId(personId);
  if (account !== undefined) return { ...account, mspId: parts.mspId };
  const entry = await parts.directory.byPersonId(personId);
  if (entry === undefined) throw new Failure('NOT_FOUND', 'There is no person with this id.');
  return entry;
}

async function settle(
  parts: SuspensionParts,
  entry: KnownPerson,
  { state, reason }: Readonly<{ state: 'active' | 'suspended'; reason?: string | undefined }>,
): Promise<void> {
  if (entry.mspId === parts.mspId) await parts.accounts.noteState(entry.personId, state, reason);
}

/** We cannot change another organization's CA: there, only the ledger refuses. */
async function allowEnrolment(parts: SuspensionParts, entry: KnownPerson, allowed: boolean): Promise<void> {
  if (entry.mspId === parts.mspId) await parts.ca.allowEnrolment(entry.pseudonym, allowed);
}
