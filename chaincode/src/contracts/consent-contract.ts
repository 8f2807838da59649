import { consentIdSchema, pseudonymSchema } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { recognise } from '../acts/caller.js';
import { loadReportsOf } from '../consents/consent-wraps.js';
import { extended, loadGrantFacts, newConsent, purgedFurther, revoked } from '../consents/consents.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { purgeSet } from '../envelopes/purge.js';
import {
  changed,
  deposited,
  loadDepositFacts,
  purgeable,
  refuseUnknownExcluded,
} from '../consents/preferences.js';
import { answer, argument, done } from './result.js';
import { requireCanSeeConsent, requireCanSeePreferences } from '../people/visibility.js';
import { createSets } from '../envelopes/share-sets.js';
import { create, createAll, load, loadAll, purge, replace } from '../ledger/store.js';
import { holderOf, loadGrantee } from '../envelopes/wrap-holder.js';

/** What patients permit, and their preferences. */
export class ConsentContract extends LedgerContract {
  constructor() {
    super('ConsentContract');
  }

  /** A patient permits someone to read reports, with the patient half of each, or to contribute to the record. */
  @Transaction()
  async GrantConsent(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'GrantConsent', header);
    const { consent, wraps } = newConsent(act, act.statement, await loadGrantFacts(act, act.statement));
    await create(act, 'consent', consent);
    await createAll(act, 'wrap', wraps);
    return done(act);
  }

  /** A patient adds wraps of further versions, or for a grantee's new key. */
  @Transaction()
  async AddWraps(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'AddWraps', header);
    const { wraps } = act.attachments.wraps;
    const consent = await load(ctx.stub, 'consent', { consentId: act.statement.consent });
    const holder = holderOf(await loadGrantee(ctx, consent.grantee));
    const reports = await loadReportsOf(ctx.stub, wraps);
    await replace(act, 'consent', extended(act, consent, { holder, reports }));
    await createAll(act, 'wrap', wraps);
    return done(act);
  }

  /** A patient ends a consent; as many of its wraps as one transaction can purge are purged from every peer. */
  @Transaction()
  async RevokeConsent(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RevokeConsent', header);
    const before = await load(ctx.stub, 'consent', { consentId: act.statement.consent });
    const { consent, purged } = revoked(act, before);
    await replace(act, 'consent', consent);
    for (const wrap of purged) await purge(act, 'wrap', { ...wrap, basis: consent.consentId });
    return done(act);
  }

  /** Purges the next of the wraps that a revocation left. */
  @Transaction()
  async PurgeWraps(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'PurgeWraps', header);
    const before = await load(ctx.stub, 'consent', { consentId: act.statement.consent });
    const { consent, purged } = purgedFurther(act, before);
    await replace(act, 'consent', consent);
    for (const wrap of purged) await purge(act, 'wrap', { ...wrap, basis: consent.consentId });
    return done(act);
  }

  /** A patient says who is excluded, and whether there is an emergency half. */
  @Transaction()
  async SetPreferences(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'SetPreferences', header);
    await refuseUnknownExcluded(act);
    const preferences = await load(ctx.stub, 'patient', { patient: act.caller.actor });
    await replace(act, 'patient', changed(act, preferences));
    return done(act);
  }

  /** A patient deposits the emergency half of versions that are in the record without one. */
  @Transaction()
  async DepositEmergency(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'DepositEmergency', header);
    for (const sets of deposited(act, await loadDepositFacts(act))) await createSets(act, sets);
    return done(act);
  }

  /** A patient who no longer wants an emergency half has the deposited ones purged. */
  @Transaction()
  async PurgeEmergency(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'PurgeEmergency', header);
    const preferences = await load(ctx.stub, 'patient', { patient: act.caller.actor });
    const keys = act.statement.versions.map((versionId) => ({ versionId }));
    const proposals = await loadAll(ctx.stub, 'proposal', keys);
    for (const version of purgeable(act, { preferences, proposals }))
      await purgeSet(act, version, 'emergency');
    return done(act);
  }

  /** A consent, for its patient and its grantees. */
  @Transaction(false)
  async ReadConsent(ctx: LedgerContext, consentId: string): Promise<string> {
    const caller = await recognise(ctx);
    const consent = await load(ctx.stub, 'consent', { consentId: argument(consentIdSchema, consentId) });
    requireCanSeeConsent(caller, consent);
    return answer(consent);
  }

  /** A patient's preferences, for the patient. */
  @Transaction(false)
  async ReadPreferences(ctx: LedgerContext, patient: string): Promise<string> {
    const caller = await recognise(ctx);
    const preferences = await load(ctx.stub, 'patient', { patient: argument(pseudonymSchema, patient) });
    requireCanSeePreferences(caller, preferences);
    return answer(preferences);
  }
}
