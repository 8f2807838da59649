import { factId, isActive, type RecordOf } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import {
  listed,
  loadReportsOf,
  maxWraps,
  refuseMissingWraps,
  refuseOtherWraps,
  type WrapFacts,
} from './consent-wraps.js';
import { refuseUnless } from '../ledger/refusal.js';
import { loadAll, type Content } from '../ledger/store.js';
import { holderOf, loadGrantee, type GranteeRecord } from '../envelopes/wrap-holder.js';

/** The acts by which a patient permits something. */
type GrantAct = VerifiedAct<'GrantConsent'> | VerifiedAct<'DecideRequest'>;
type Consent = RecordOf<'consent'>;

/** What is permitted, to whom, for what and when. */
export type ConsentTerms = Pick<Consent, 'grantee' | 'permission' | 'purposes' | 'scope' | 'from' | 'until'>;

const day = 86_400_000;

/** What a grant is checked against. */
export interface GrantFacts {
  readonly grantee: GranteeRecord;
  /** The named reports; for the whole record, the reports that the wraps belong to. */
  readonly reports: readonly RecordOf<'report'>[];
}

/** A consent and the wraps without which it opens nothing. */
export interface NewConsent {
  readonly consent: Content<'consent'>;
  readonly wraps: readonly Content<'wrap'>[];
}

/**
 * Loads what a grant is checked against, each record by its own key.
 * @throws {LedgerError} `NOT_FOUND`
 */
export async function loadGrantFacts(act: GrantAct, terms: ConsentTerms): Promise<GrantFacts> {
  const { stub } = act.ctx;
  const { scope } = terms;
  return {
    grantee: await loadGrantee(act.ctx, terms.grantee),
    reports: await ('reports' in scope
      ? loadAll(
          stub,
          'report',
          scope.reports.map((reportId) => ({ reportId })),
        )
      : loadReportsOf(stub, wrapsOf(act))),
  };
}

/**
 * A patient's consent. One to read named reports gives the patient half of every accepted version in scope, as far as
 * one transaction has room. One to the whole record gives any of them and leaves the rest to `AddWraps`. One to
 * contribute gives none.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_ACTIVE`, `EXPIRED`, `INVALID`
 */
export function newConsent(act: GrantAct, terms: ConsentTerms, facts: GrantFacts): NewConsent {
  const { grantee, permission, purposes, scope, from, until } = terms;
  refuseGrantee(act, terms, facts.grantee);
  refusePeriod(act, terms);
  const patient = act.caller.actor;
  const consentId = factId('consent', { function: act.name, actor: patient, salt: act.statement.salt });
  const wraps = wrapsOf(act);
  const { reports } = facts;
  refuseOtherWraps(act, wraps, { consentId, scope, holder: holderOf(facts.grantee), reports });
  if (permission === 'contribute') refuseReading(act, terms);
  else if ('reports' in scope) refuseMissingWraps(act, wraps, facts);
  const wrapList = listed(wraps);
  const state = 'active';
  return {
    consent: {
      consentId,
      patient,
      grantee,
      permission,
      purposes,
      scope,
      from,
      until,
      state,
      wraps: wrapList,
    },
    wraps,
  };
}

/**
 * The consent with more wraps under it: for versions that it covers, or for a new key of the grantee.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_ACTIVE`, `EXPIRED`, `INVALID`
 */
export function extended(
  act: VerifiedAct<'AddWraps'>,
  consent: Consent,
  facts: Pick<WrapFacts, 'holder' | 'reports'>,
): Consent {
  const { wraps } = act.attachments.wraps;
  refuseUnless(consent.patient === act.caller.actor, 'FORBIDDEN', 'only the patient adds wraps');
  requireLiveConsent(act.ctx.time, consent);
  refuseUnless(consent.permission === 'read', 'INVALID', 'a consent to contribute has no wraps');
  refuseOtherWraps(act, wraps, { ...facts, consentId: consent.consentId, scope: consent.scope });
  return { ...consent, wraps: [...consent.wraps, ...listed(wraps)] };
}

/** @throws {LedgerError} `NOT_ACTIVE`, `EXPIRED` */
export function requireLiveConsent(time: string, consent: Consent): void {
  refuseUnless(consent.state === 'active', 'NOT_ACTIVE', 'the consent is revoked');
  refuseUnless(time < consent.until, 'EXPIRED', 'the consent has ended');
}

/** A consent after some of its wraps are purged, and those wraps. */
export interface Shrunk {
  readonly consent: Consent;
  readonly purged: Consent['wraps'];
}

/**
 * The consent, ended by its patient, without as many wraps as one transaction can purge; `PurgeWraps` purges the rest.
 * An expired consent can be ended too, so that its wraps are purged.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function revoked(act: VerifiedAct<'RevokeConsent'>, consent: Consent): Shrunk {
  refuseUnless(consent.patient === act.caller.actor, 'FORBIDDEN', 'only the patient may revoke');
  refuseUnless(consent.state === 'active', 'CONFLICT', 'the consent is already revoked');
  return shrunk(maxWraps(act.ctx), { ...consent, state: 'revoked' });
}

/**
 * A revoked consent without its next wraps.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function purgedFurther(act: VerifiedAct<'PurgeWraps'>, consent: Consent): Shrunk {
  refuseUnless(consent.patient === act.caller.actor, 'FORBIDDEN', 'only the patient purges wraps');
  refuseUnless(consent.state === 'revoked', 'CONFLICT', 'the consent is not revoked');
  refuseUnless(consent.wraps.length > 0, 'CONFLICT', 'there are no wraps left');
  return shrunk(maxWraps(act.ctx), consent);
}

function shrunk(limit: number, consent: Consent): Shrunk {
  return {
    consent: { ...consent, wraps: consent.wraps.slice(limit) },
    purged: consent.wraps.slice(0, limit),
  };
}

function wrapsOf(act: GrantAct): NewConsent['wraps'] {
  return act.attachments.wraps?.wraps ?? [];
}

/** A consent to contribute covers the whole record, and opens nothing. */
function refuseReading(act: GrantAct, { scope }: ConsentTerms): void {
  refuseUnless('all' in scope, 'INVALID', 'a consent to contribute must be for the whole record');
  refuseUnless(wrapsOf(act).length === 0, 'INVALID', 'a consent to contribute has no wraps');
}

function refuseGrantee({ ctx, caller }: GrantAct, terms: ConsentTerms, record: GranteeRecord): void {
  const contributes = terms.permission === 'contribute';
  if ('organization' in terms.grantee)
    refuseUnless(!contributes || terms.grantee.role === 'doctor', 'INVALID', 'only doctors contribute');
  if (!('pseudonym' in record)) return;
  refuseUnless(record.pseudonym !== caller.actor, 'INVALID', 'the patient needs no consent');
  const roles = contributes ? ['doctor'] : ['patient', 'doctor'];
  const text = contributes ? 'only doctors contribute' : 'consents are for patients and doctors';
  refuseUnless(roles.includes(record.role), 'INVALID', text);
  refuseUnless(isActive(record, ctx.time), 'NOT_ACTIVE', 'the grantee is not active');
}

function refusePeriod({ ctx }: GrantAct, terms: Pick<ConsentTerms, 'from' | 'until'>): void {
  const from = Date.parse(terms.from);
  const until = Date.parse(terms.until);
  refuseUnless(from < until, 'INVALID', 'the consent ends before it starts');
  const longest = ctx.settings.consortium.settings.longestConsentDays * day;
  refuseUnless(until - from <= longest, 'INVALID', 'the consent lasts too long');
  refuseUnless(until - Date.parse(ctx.time) <= 2 * longest, 'INVALID', 'the consent ends too far ahead');
  refuseUnless(until > Date.parse(ctx.time), 'EXPIRED', 'the consent would already have ended');
}
