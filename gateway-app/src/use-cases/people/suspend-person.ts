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
import { LedgerReads } from '../ledger/ledger-reads.js';

/** What suspending needs. */
export interface SuspensionParts {
  readonly accounts: Accounts;
  readonly directory: PeopleDirectory;
  readonly ledger: Ledger;
  readonly ca: CertificateAuthority;
  readonly mspId: string;
  readonly now: Clock;
}

/** Whom to suspend and why, and for a patient until when (RFC 3339); without an end until reinstated. */
export interface Suspension {
  readonly personId: PersonId;
  readonly until?: string | undefined;
  /** Stays in this organization's database; of people of other organizations it is not kept. */
  readonly reason?: string | undefined;
}

/** The person's state after the act. */
export interface SuspensionState {
  readonly personId: PersonId;
  readonly state: 'active' | 'suspended';
  readonly until?: string;
  /** Where the act stands; left out where there was nothing to write, because the person was in this state already. */
  readonly receipt?: Committed;
}

/**
 * Suspends a person: from the commit on, the contract refuses their acts, in open sessions too, and the CA of their
 * own organization issues no further certificate. The ledger comes first, because it alone protects. Both steps may
 * be repeated if the second failed, and go on if the caller has gone meanwhile. A suspension that ends by itself
 * leaves the CA as it is: nobody would be there to let the person in again.
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
 * Ends a suspension, on the ledger first and then at the CA; may be repeated when the second step failed. One that has ended by
 * itself needs no act.
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

async function stateOf({ ledger, now }: SuspensionParts, { pseudonym }: KnownPerson): Promise<PersonState> {
  return stateAt(await new LedgerReads(ledger).person(pseudonym), now().toISOString());
}

/** What is to be written of whom. */
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

/** The CA of another organization is not ours to change: there the ledger's refusal stands alone. */
async function allowEnrolment(parts: SuspensionParts, entry: KnownPerson, allowed: boolean): Promise<void> {
  if (entry.mspId === parts.mspId) await parts.ca.allowEnrolment(entry.pseudonym, allowed);
}
