import { canonicalize } from '@medseal/ledger-model';
import type { Account } from '../../domain/people/accounts.js';
import { Failure } from '../../domain/shared/failure.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import { openAnswer } from '../../domain/people/registration-answer.js';
import type { RegistrationForm } from '../../domain/people/registration.js';
import type { AdmissionParts, Admitted } from './admit-person.js';
import { readPersonOf } from './ledger-person.js';

/**
 * Continues what an earlier try of the same request left behind when it was cut off or its outcome was not known. If
 * the ledger has the person, the account is confirmed; otherwise the reservation is deleted, and the caller registers
 * from the start.
 * @throws {Failure} UNAVAILABLE when the ledger cannot be asked.
 */
export async function resumeRegistration(
  parts: AdmissionParts,
  form: RegistrationForm,
): Promise<Admitted | undefined> {
  const account = await parts.accounts.reservedBy(form.profile.userName);
  const recoveryCode = account && (await codeOf(parts, account, form));
  if (account === undefined || recoveryCode === undefined) return undefined;
  if (await isOnLedger(parts.reads, account)) {
    await parts.accounts.confirm(account.personId);
    return { account, recoveryCode };
  }
  await parts.accounts.release(account.personId);
  return undefined;
}

/** The recovery code, if this very request made the reservation: same key, same password, same form. */
async function codeOf(
  { keyrings }: AdmissionParts,
  { personId: owner, role, profile, keyring: sealed, firstAnswer }: Account,
  { onceKey, password, ...form }: RegistrationForm,
): Promise<string | undefined> {
  const isSame = role === form.role && canonicalize(profile) === canonicalize(form.profile);
  if (onceKey === undefined || firstAnswer === undefined || !isSame) return undefined;
  const keyring = await keyrings.openAtRegistration(sealed, owner, password);
  return keyring && openAnswer(keyring, { owner, onceKey }, firstAnswer.sealed);
}

async function isOnLedger(reads: LedgerReads, account: Account): Promise<boolean> {
  try {
    await readPersonOf(reads, account);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
