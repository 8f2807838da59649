import { folded, wordSearch } from '@medseal/input-rules';
import type { PersonAnswer, PersonId, PersonState } from '@medseal/ledger-model';
import type { Account, Accounts } from '../../domain/people/accounts.js';
import { newSalt } from '../../domain/ledger/act.js';
import type { CertificateAuthority } from '../../domain/people/certificate-authority.js';
import type { Clock } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Page, PageRequest } from '../../domain/ledger/projection.js';
import type { Session } from '../../domain/people/session.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import { readPersonOf, stateAt } from './ledger-person.js';

/** What a registrar's decisions need. */
export interface DecisionParts {
  readonly accounts: Accounts;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly ca: CertificateAuthority;
  readonly now: Clock;
}

/** What reading registrations needs. */
type ListParts = Pick<DecisionParts, 'accounts' | 'reads' | 'now'>;

/** A person after a decision, and the decision's place on the ledger. */
export interface Decided extends Pick<Committed, 'transactionId' | 'block'> {
  readonly personId: PersonId;
  readonly role: Account['role'];
  readonly state: PersonState;
}

/**
 * A registration as the registrar's list shows it: the person, and what the ledger says now; a suspension that has
 * expired does not count.
 */
export interface Registration {
  readonly account: Account;
  readonly person: PersonAnswer;
}

/** Approves a pending doctor: the signed statement names exactly the keys that the ledger has. */
export async function approvePerson(
  parts: DecisionParts,
  session: Session,
  personId: PersonId,
): Promise<Decided> {
  const account = await ownAccount(parts, personId);
  const { keys } = await readPersonOf(parts.reads, account);
  const statement = { salt: newSalt(), person: account.pseudonym, keys };
  const committed = await parts.ledger.submit({ function: 'ApprovePerson', statement }, session.actor);
  return await noted(parts, account, { committed, state: 'active' });
}

/** Refuses a pending doctor; the reason stays in this organization's database. The CA issues no further certificate. */
export async function refusePerson(
  parts: DecisionParts,
  session: Session,
  refusal: Readonly<{ personId: PersonId; reason: string }>,
): Promise<Decided> {
  const account = await ownAccount(parts, refusal.personId);
  const statement = { salt: newSalt(), person: account.pseudonym };
  const committed = await parts.ledger.submit({ function: 'RefusePerson', statement }, session.actor);
  const answer = await noted(parts, account, { committed, state: 'refused', reason: refusal.reason });
  await parts.ca.allowEnrolment(account.pseudonym, false);
  return answer;
}

/** Records that the registrar has verified the person's identity. */
export async function verifyIdentity(
  parts: DecisionParts,
  session: Session,
  personId: PersonId,
): Promise<Decided> {
  const account = await ownAccount(parts, personId);
  const person = await readPersonOf(parts.reads, account);
  const { keys } = person;
  const statement = { salt: newSalt(), person: account.pseudonym, keys };
  const committed = await parts.ledger.submit({ function: 'VerifyIdentity', statement }, session.actor);
  return decided(account, committed, stateAt(person, parts.now().toISOString()));
}

/**
 * People of this organization in a state. The ledger decides which state that is: if it shows another one (decided by
 * another organization's registrar), the row is corrected and left out, so a page may be shorter than requested.
 */
export async function listRegistrations(
  parts: ListParts,
  state: PersonState,
  page: PageRequest,
): Promise<Page<Registration>> {
  if (state === 'active') await noteEnds(parts);
  const { items, ...rest } = await parts.accounts.list(state, page);
  const joined = await withLedger(parts, items);
  return { items: joined.filter(({ person }) => person.state === state), ...rest };
}

/**
 * What a registrar searches for: every word must be in the user name or full name, or, from four characters on, in
 * the person id.
 */
export interface RegistrationSearch {
  readonly text: string;
  readonly state?: PersonState | undefined;
}

/** The shortest word that is also searched for in ids: shorter ones are in many ids by chance. */
const leastOfId = 4;

/**
 * People of this organization by words, in any state or in one; a page may be shorter than requested, as
 * `Accounts.search` says.
 */
export async function searchRegistrations(
  parts: ListParts,
  { text, state }: RegistrationSearch,
  page: PageRequest,
): Promise<Page<Registration>> {
  if (state === 'active') await noteEnds(parts);
  const words = folded(text)
    .split(' ')
    .map((word) => ({ isIn: wordSearch(word), mayBeOfId: word.replaceAll('-', '').length >= leastOfId }));
  const fits = ({ personId, profile }: Account): boolean =>
    words.every(
      ({ isIn, mayBeOfId }) =>
        isIn(`${profile.userName} ${profile.fullName}`) || (mayBeOfId && isIn(personId)),
    );
  const { items, ...rest } = await parts.accounts.search({ state, fits }, page);
  const joined = await withLedger(parts, items);
  return { items: joined.filter(({ person }) => state === undefined || person.state === state), ...rest };
}

/**
 * The most patients for one list whose suspension may have ended by itself; suspensions take three days at most, so
 * there are few.
 */
const endsAtOnce = 200;

/** Nothing announces the end of a suspension: the accounts are updated before the active ones are listed. */
async function noteEnds(parts: ListParts): Promise<void> {
  const isPatient = ({ role }: Account): boolean => role === 'patient';
  const search = { state: 'suspended', fits: isPatient } as const;
  const { items } = await parts.accounts.search(search, { limit: endsAtOnce });
  await withLedger(parts, items);
}

/** Joins accounts with what the ledger says about them now, and notes states that have changed there. */
async function withLedger(parts: ListParts, accounts: readonly Account[]): Promise<Registration[]> {
  const time = parts.now().toISOString();
  const joined = await Promise.all(
    accounts.map(async (account) => {
      const person = await readPersonOf(parts.reads, account);
      return { account, person: { ...person, state: stateAt(person, time) } };
    }),
  );
  const moved = joined.filter(({ account, person }) => person.state !== account.state);
  for (const { account, person } of moved) await parts.accounts.noteState(account.personId, person.state);
  return joined;
}

async function ownAccount(parts: DecisionParts, personId: PersonId): Promise<Account> {
  const account = await parts.accounts.byPersonId(personId);
  if (account === undefined) throw new Failure('NOT_FOUND', 'No one with this id is registered here.');
  return account;
}

/** A decision that changes the state. */
async function noted(
  { accounts }: DecisionParts,
  account: Account,
  { committed, state, reason }: Readonly<{ committed: Committed; state: PersonState; reason?: string }>,
): Promise<Decided> {
  await accounts.noteState(account.personId, state, reason);
  return decided(account, committed, state);
}

function decided(
  { personId, role }: Account,
  { transactionId, block }: Committed,
  state: PersonState,
): Decided {
  return { personId, role, state, transactionId, block };
}
