import { covers, type RecordOf, type Scope, type VersionId, type Wrap } from '@medseal/ledger-model';
import type { LedgerContext } from '../ledger/context.js';
import { refuseUnless } from '../ledger/refusal.js';
import { loadAll } from '../ledger/store.js';
import { isFor, type WrapHolder } from '../envelopes/wrap-holder.js';

type Stub = LedgerContext['stub'];

/** How a consent lists its wraps. */
type ListedWrap = RecordOf<'consent'>['wraps'][number];

/** What wraps under a consent are checked against. */
export interface WrapFacts {
  readonly consentId: string;
  readonly scope: Scope;
  readonly holder: WrapHolder;
  /** The named reports, or those that the wraps belong to. */
  readonly reports: readonly RecordOf<'report'>[];
}

/** Who provides wraps, and within which limit. */
interface WrappingAct {
  readonly ctx: LedgerContext;
  readonly caller: { readonly actor: string };
}

/**
 * The reports that versions belong to, each once.
 * @throws {LedgerError} `NOT_FOUND` for an unknown version
 */
export async function loadReportsOf(
  stub: Stub,
  versions: readonly { readonly versionId: VersionId }[],
): Promise<RecordOf<'report'>[]> {
  const proposals = await loadAll(stub, 'proposal', versions);
  const ids = new Set(proposals.map(({ reportId }) => reportId));
  return await loadAll(
    stub,
    'report',
    [...ids].map((reportId) => ({ reportId })),
  );
}

/**
 * Requires that each wrap is for a different accepted version of the patient's active reports in scope and for the
 * grantee under the consent, and that there are no more wraps than one transaction may write.
 * @throws {LedgerError} `FORBIDDEN`, `NOT_ACTIVE`, `INVALID`
 */
export function refuseOtherWraps(act: WrappingAct, wraps: readonly Wrap[], facts: WrapFacts): void {
  const { consentId, scope, holder, reports } = facts;
  const fits = wraps.length <= maxWraps(act.ctx);
  refuseUnless(fits, 'INVALID', 'there are too many wraps for one transaction');
  const forGrantee = wraps.every((wrap) => isFor(holder, consentId, wrap));
  refuseUnless(forGrantee, 'INVALID', 'a wrap is not for the grantee under this consent');
  for (const report of reports) refuseReport(act, scope, report);
  const accepted = new Set(acceptedVersions(reports));
  const wrapped = new Set(wraps.map(({ versionId }) => versionId));
  const each = wrapped.size === wraps.length && wraps.every(({ versionId }) => accepted.has(versionId));
  refuseUnless(each, 'INVALID', 'each wrap must be for a different accepted version in scope');
}

/**
 * Requires a wrap of every version of the named reports, as far as one transaction has room.
 * @throws {LedgerError} `INVALID`
 */
export function refuseMissingWraps(
  { ctx }: WrappingAct,
  wraps: readonly Wrap[],
  { reports }: Pick<WrapFacts, 'reports'>,
): void {
  const due = Math.min(acceptedVersions(reports).length, maxWraps(ctx));
  refuseUnless(wraps.length === due, 'INVALID', 'a version in scope has no wrap');
}

/** Wraps as their consent lists them. */
export function listed(wraps: readonly Wrap[]): ListedWrap[] {
  return wraps.map(({ versionId, keyVersion }) => ({ versionId, keyVersion }));
}

/** The largest number of wraps that one transaction may write or purge. */
export function maxWraps(ctx: LedgerContext): number {
  return ctx.settings.consortium.settings.maxWraps;
}

function acceptedVersions(reports: WrapFacts['reports']): VersionId[] {
  return reports.flatMap(({ versions }) => versions.map(({ versionId }) => versionId));
}

function refuseReport({ caller }: WrappingAct, scope: Scope, report: RecordOf<'report'>): void {
  refuseUnless(report.patient === caller.actor, 'FORBIDDEN', 'a report in scope belongs to another patient');
  refuseUnless(report.state === 'active', 'NOT_ACTIVE', 'a report in scope is not active');
  refuseUnless(covers(scope, report), 'INVALID', 'a report is not in scope, or restricted and not named');
}
