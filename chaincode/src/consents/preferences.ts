import type { RecordOf, ShareSet, VersionId } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { refuseUnless } from '../ledger/refusal.js';
import { refuseOtherSets, setRecords, type Organizations, type SetRecords } from '../envelopes/share-sets.js';
import { load, loadAll } from '../ledger/store.js';
import { refuseOutsider } from '../envelopes/wrap-holder.js';

type Preferences = RecordOf<'patient'>;

/**
 * Refuses exclusions of people or organizations that do not exist.
 * @throws {LedgerError} `NOT_FOUND`
 */
export async function refuseUnknownExcluded({
  ctx,
  statement,
}: VerifiedAct<'SetPreferences'>): Promise<void> {
  for (const { who } of statement.exclusions) {
    if ('person' in who) await load(ctx.stub, 'person', { pseudonym: who.person });
    else refuseOutsider(ctx, who.organization);
  }
}

/**
 * What the patient now wants.
 * @throws {LedgerError} `INVALID`
 */
export function changed(
  { caller, statement }: VerifiedAct<'SetPreferences'>,
  preferences: Preferences,
): Preferences {
  const { emergencyHalf, exclusions } = statement;
  const self = exclusions.some(({ who }) => 'person' in who && who.person === caller.actor);
  refuseUnless(!self, 'INVALID', 'patients cannot be excluded from their own record');
  return { ...preferences, emergencyHalf, exclusions };
}

/** What deposits are checked against. */
export interface DepositFacts {
  readonly preferences: Preferences;
  readonly organizations: Organizations;
  readonly proposals: readonly RecordOf<'proposal'>[];
}

/** @throws {LedgerError} `NOT_FOUND` */
export async function loadDepositFacts({
  ctx,
  caller,
  attachments,
}: VerifiedAct<'DepositEmergency'>): Promise<DepositFacts> {
  return {
    preferences: await load(ctx.stub, 'patient', { patient: caller.actor }),
    organizations: await loadAll(ctx.stub, 'organization', ctx.settings.consortium.organizations),
    proposals: await loadAll(ctx.stub, 'proposal', attachments.deposits.deposits),
  };
}

/**
 * The emergency sets of versions that are in the record and have none yet.
 * @throws {LedgerError} `CONFLICT`, `FORBIDDEN`, `INVALID`
 */
export function deposited(
  { caller, attachments }: VerifiedAct<'DepositEmergency'>,
  { preferences, organizations, proposals }: DepositFacts,
): SetRecords[] {
  refuseUnless(preferences.emergencyHalf, 'CONFLICT', 'the patient deposits no emergency half');
  const { deposits } = attachments.deposits;
  refuseOthersVersions(caller.actor, proposals);
  const accepted = proposals.every(({ state }) => state === 'accepted');
  refuseUnless(accepted, 'INVALID', 'a version is not in the record');
  refuseTwice(deposits.map(({ versionId }) => versionId));
  return deposits.map(({ versionId, set }) =>
    depositOf(versionId, { set, maker: caller.actor, organizations }),
  );
}

/**
 * The versions whose emergency sets may go.
 * @throws {LedgerError} `CONFLICT`, `FORBIDDEN`, `INVALID`
 */
export function purgeable(
  { caller, statement }: VerifiedAct<'PurgeEmergency'>,
  { preferences, proposals }: Pick<DepositFacts, 'preferences' | 'proposals'>,
): readonly VersionId[] {
  refuseUnless(!preferences.emergencyHalf, 'CONFLICT', 'the patient deposits an emergency half');
  refuseOthersVersions(caller.actor, proposals);
  refuseTwice(statement.versions);
  return statement.versions;
}

function depositOf(
  versionId: VersionId,
  {
    set,
    maker,
    organizations,
  }: {
    readonly set: ShareSet;
    readonly maker: Preferences['patient'];
    readonly organizations: Organizations;
  },
): SetRecords {
  refuseOtherSets([set], ['emergency'], organizations);
  return setRecords({ versionId, maker }, [set]);
}

function refuseOthersVersions(patient: string, proposals: DepositFacts['proposals']): void {
  const own = proposals.every((proposal) => proposal.patient === patient);
  refuseUnless(own, 'FORBIDDEN', 'a version belongs to another patient');
}

function refuseTwice(versions: readonly VersionId[]): void {
  refuseUnless(new Set(versions).size === versions.length, 'INVALID', 'a version is listed twice');
}
