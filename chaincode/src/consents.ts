import { factId, isActive, type RecordOf, type Wrap } from '@medseal/ledger-model';
import type { VerifiedAct } from './authenticate.js';
import { refuseUnless } from './refusal.js';
import type { Content } from './store.js';

type GrantAct = VerifiedAct<'GrantConsent'>;

const day = 86_400_000;

/** What a grant is judged against. */
export interface GrantGround {
  readonly grantee: RecordOf<'person'>;
  /** The reports in scope, in the order of the statement. */
  readonly reports: readonly RecordOf<'report'>[];
}

/** A consent and the wraps that make it worth something. */
export interface NewConsent {
  readonly consent: Content<'consent'>;
  readonly wraps: readonly Content<'wrap'>[];
}

/**
 * A patient's consent, with the patient half wrapped for the grantee for every accepted version in scope.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_ACTIVE`, `EXPIRED`, `INVALID`
 */
export function newConsent(act: GrantAct, ground: GrantGround): NewConsent {
  const { caller, statement, attachments } = act;
  refuseGrantee(act, ground.grantee);
  for (const report of ground.reports) refuseReport(act, report);
  refusePeriod(act);
  const { grantee, permission, purposes, scope, from, until } = statement;
  const consentId = factId('consent', { function: act.name, actor: caller.actor, salt: statement.salt });
  const { wraps } = attachments.wraps;
  refuseOtherWraps(act, wraps, { consentId, ...ground });
  return {
    consent: {
      consentId,
      patient: caller.actor,
      grantee,
      permission,
      purposes,
      scope,
      from,
      until,
      state: 'active',
      wraps: wraps.map(({ versionId, keyVersion }) => ({ versionId, keyVersion })),
    },
    wraps,
  };
}

/**
 * The consent, ended by its patient. An expired one can be ended too: its wraps should go.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function revoked(
  act: VerifiedAct<'RevokeConsent'>,
  consent: RecordOf<'consent'>,
): RecordOf<'consent'> {
  refuseUnless(consent.patient === act.caller.actor, 'FORBIDDEN', 'only the patient may revoke');
  refuseUnless(consent.state === 'active', 'CONFLICT', 'the consent is revoked already');
  return { ...consent, state: 'revoked' };
}

function refuseGrantee({ ctx, caller }: GrantAct, grantee: RecordOf<'person'>): void {
  refuseUnless(grantee.pseudonym !== caller.actor, 'INVALID', 'the patient needs no consent');
  const reads = grantee.role === 'patient' || grantee.role === 'doctor';
  refuseUnless(reads, 'INVALID', 'consents go to patients and doctors');
  refuseUnless(isActive(grantee, ctx.time), 'NOT_ACTIVE', 'the grantee is not active');
}

function refuseReport({ caller }: GrantAct, report: RecordOf<'report'>): void {
  refuseUnless(report.patient === caller.actor, 'FORBIDDEN', 'a report in scope is of another patient');
  refuseUnless(report.state === 'active', 'NOT_ACTIVE', 'a report in scope is not active');
}

function refusePeriod({ ctx, statement }: GrantAct): void {
  const from = Date.parse(statement.from);
  const until = Date.parse(statement.until);
  refuseUnless(from < until, 'INVALID', 'the consent ends before it starts');
  const longest = ctx.settings.consortium.settings.longestConsentDays * day;
  refuseUnless(until - from <= longest, 'INVALID', 'the consent lasts too long');
  refuseUnless(until > Date.parse(ctx.time), 'EXPIRED', 'the consent would have ended already');
}

/** Exactly one wrap for every accepted version in scope, for the grantee, under this consent. */
function refuseOtherWraps(
  { ctx }: GrantAct,
  wraps: readonly Wrap[],
  { consentId, grantee, reports }: GrantGround & { readonly consentId: string },
): void {
  const { maxWraps } = ctx.settings.consortium.settings;
  refuseUnless(wraps.length <= maxWraps, 'INVALID', 'there are too many wraps for one transaction');
  const forGrantee = wraps.every(
    (wrap) =>
      wrap.holder === grantee.pseudonym && wrap.basis === consentId && wrap.keyVersion === grantee.keyVersion,
  );
  refuseUnless(forGrantee, 'INVALID', 'a wrap is not for the grantee under this consent');
  const wrapped = wraps.map(({ versionId }) => versionId).sort();
  const due = reports.flatMap(({ versions }) => versions.map(({ versionId }) => versionId)).sort();
  refuseUnless(wrapped.join() === due.join(), 'INVALID', 'there is not one wrap for each version in scope');
}
