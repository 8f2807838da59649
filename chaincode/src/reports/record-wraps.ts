import { covers, type RecordOf, type Wrap } from '@medseal/ledger-model';
import { requireLiveConsent } from '../consents/consents.js';
import { listed, maxWraps } from '../consents/consent-wraps.js';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { type Author, type Content, createAll, load, replaceAll } from '../ledger/store.js';
import { holderOf, isFor, loadGrantee, type WrapHolder } from '../envelopes/wrap-holder.js';

/** A wrap of a version that enters the record, and the consent under which it is made. */
export interface GranteeWrap {
  readonly wrap: Wrap;
  readonly consent: RecordOf<'consent'>;
  readonly holder: WrapHolder;
}

/** The version that enters the record. */
interface EnteringVersion {
  readonly versionId: string;
  readonly report: Pick<RecordOf<'report'>, 'reportId' | 'restricted'>;
}

/** Writes wraps, and the consents that now list them. */
export async function createWraps(
  author: Author,
  {
    wraps,
    consents,
  }: { readonly wraps: readonly Content<'wrap'>[]; readonly consents: readonly RecordOf<'consent'>[] },
): Promise<void> {
  await createAll(author, 'wrap', wraps);
  await replaceAll(author, 'consent', consents);
}

/**
 * Loads the consents under which wraps are made, and their grantees.
 * @throws {LedgerError} `NOT_FOUND`; `INVALID` for a wrap that names no consent
 */
export async function loadGranteeWraps(ctx: LedgerContext, wraps: readonly Wrap[]): Promise<GranteeWrap[]> {
  const loaded: GranteeWrap[] = [];
  for (const wrap of wraps) {
    const { basis } = wrap;
    refuseUnless(basis !== 'own' && basis !== 'author', 'INVALID', 'a wrap has no grantee');
    const consent = await load(ctx.stub, 'consent', { consentId: basis });
    loaded.push({ wrap, consent, holder: holderOf(await loadGrantee(ctx, consent.grantee)) });
  }
  return loaded;
}

/**
 * The consents that then list the wraps: when a version enters the record, the patient gives its patient half to those
 * who may read it under a live consent that covers it, with one wrap under each.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_ACTIVE`, `EXPIRED`, `INVALID`
 */
export function extendedByAll(
  { ctx, caller }: { readonly ctx: LedgerContext; readonly caller: { readonly actor: string } },
  wraps: readonly GranteeWrap[],
  version: EnteringVersion,
): RecordOf<'consent'>[] {
  refuseUnless(wraps.length <= maxWraps(ctx), 'INVALID', 'there are too many wraps for one transaction');
  const consents = new Set(wraps.map(({ consent }) => consent.consentId));
  refuseUnless(consents.size === wraps.length, 'INVALID', 'there are two wraps under one consent');
  return wraps.map(({ wrap, consent, holder }) => {
    refuseUnless(consent.patient === caller.actor, 'FORBIDDEN', 'a consent belongs to another patient');
    requireLiveConsent(ctx.time, consent);
    const reads = consent.permission === 'read' && covers(consent.scope, version.report);
    refuseUnless(reads, 'INVALID', 'a consent does not cover the report');
    const fits = isFor(holder, consent.consentId, wrap) && wrap.versionId === version.versionId;
    refuseUnless(fits, 'INVALID', 'a wrap is not for the grantee under this consent');
    return { ...consent, wraps: [...consent.wraps, ...listed([wrap])] };
  });
}
