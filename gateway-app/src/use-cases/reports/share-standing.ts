import {
  type Exclusion,
  type Grantee,
  isActive,
  isKnownExcluded,
  type RecordOf,
} from '@medseal/ledger-model';
import type { Projection } from '../../domain/ledger/projection.js';
import {
  type PermissionState,
  permissionStates,
  type ShareState,
} from '../../domain/reports/report-states.js';
import { stateOfConsent } from '../consents/received-consents.js';
import { inRecord } from './report-rows.js';

type Consent = RecordOf<'consent'>;

/** The consent that gives its grantee the most: by state, then by its end. Undefined if there is none. */
export function bestConsent(consents: readonly Consent[]): Consent | undefined {
  const rank = (consent: Consent): number => permissionStates.indexOf(stateOfConsent(consent));
  const [best] = consents.toSorted(
    (one, other) => rank(one) - rank(other) || other.until.localeCompare(one.until),
  );
  return best;
}

/** What a report under a consent depends on, in addition to the two. */
export interface ShareFacts {
  /** The grantee, if that is a person. */
  readonly person: RecordOf<'person'> | undefined;
  readonly exclusions: readonly Exclusion[];
}

/** Loads what a share depends on. */
export async function shareFacts(
  projection: Projection,
  { patient, grantee }: Readonly<{ patient: string; grantee: Grantee }>,
): Promise<ShareFacts> {
  const [person, preferences] = await Promise.all([
    'person' in grantee ? projection.find('person', [grantee.person]) : undefined,
    projection.find('patient', [patient]),
  ]);
  return { person: person?.record, exclusions: preferences?.record.exclusions ?? [] };
}

/**
 * The state of a report under a consent for its grantee, in one word, as the ledger would decide. No consent opens a
 * withdrawn report, or admits a grantee whom the patient excludes or whose account is not active.
 */
export function stateOfShare(report: RecordOf<'report'>, consent: Consent, facts: ShareFacts): ShareState {
  return stateForGrantee(report, { grantee: consent.grantee, state: stateOfConsent(consent) }, facts);
}

/** The same for someone whose permission is in this state. */
export function stateForGrantee(
  report: RecordOf<'report'>,
  { grantee, state }: Readonly<{ grantee: Grantee; state: PermissionState }>,
  facts: ShareFacts,
): ShareState {
  if (report.state !== 'active') return inRecord(report);
  if (state !== 'available' && state !== 'waiting') return state;
  if (isKeptOut(grantee, report, facts)) return 'excluded';
  return isAway(facts.person) ? 'suspended' : state;
}

function isKeptOut(
  grantee: Grantee,
  { reportId }: RecordOf<'report'>,
  { person, exclusions }: ShareFacts,
): boolean {
  // Without a person's record, only the name in the consent is known.
  const named = 'person' in grantee ? { pseudonym: grantee.person } : { mspId: grantee.organization };
  return isKnownExcluded(exclusions, person ?? named, reportId);
}

function isAway(person: ShareFacts['person']): boolean {
  return person !== undefined && !isActive(person, new Date().toISOString());
}
