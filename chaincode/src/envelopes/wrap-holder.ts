import { activeKey, type Grantee, type RecordOf, type Wrap } from '@medseal/ledger-model';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { load } from '../ledger/store.js';

/** The record of a consent's grantee: a person, or an organization on behalf of its people. */
export type GranteeRecord = RecordOf<'person'> | RecordOf<'organization'>;

/** Who holds the wraps under a consent, and the version of the key to which new wraps are sealed. */
export type WrapHolder = Pick<Wrap, 'holder' | 'keyVersion'>;

/**
 * The record of a consent's grantee.
 * @throws {LedgerError} `NOT_FOUND`, also for an organization outside the consortium
 */
export async function loadGrantee(ctx: LedgerContext, grantee: Grantee): Promise<GranteeRecord> {
  if ('person' in grantee) return await load(ctx.stub, 'person', { pseudonym: grantee.person });
  refuseOutsider(ctx, grantee.organization);
  return await load(ctx.stub, 'organization', { mspId: grantee.organization });
}

/** @throws {LedgerError} `NOT_FOUND` for an organization outside the consortium */
export function refuseOutsider(ctx: LedgerContext, mspId: string): void {
  const inside = ctx.settings.consortium.organizations.some((organization) => organization.mspId === mspId);
  refuseUnless(inside, 'NOT_FOUND', 'there is no such organization in the consortium');
}

/** An organization's key agent holds the organization's wraps, under its active key for grantees. */
export function holderOf(grantee: GranteeRecord): WrapHolder {
  if ('pseudonym' in grantee) return { holder: grantee.pseudonym, keyVersion: grantee.keyVersion };
  return { holder: grantee.mspId, keyVersion: activeKey(grantee.keys, 'grantee')?.version ?? 0 };
}

/** True when the wrap is for the holder, under this consent and the current key. */
export function isFor({ holder, keyVersion }: WrapHolder, consentId: string, wrap: Wrap): boolean {
  return wrap.holder === holder && wrap.keyVersion === keyVersion && wrap.basis === consentId;
}
