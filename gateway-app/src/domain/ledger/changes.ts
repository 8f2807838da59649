import { type Grantee, isGrantee, type RecordType } from '@medseal/ledger-model';
import type { SignedInPerson } from '../shared/signed-in-person.js';

/**
 * What a page may have to request again. `ledger`: there is a new block; `permissions`: what may be read may have
 * changed.
 */
export const topics = [
  'reports',
  'consents',
  'requests',
  'assignments',
  'disclosures',
  'registrations',
  'preferences',
  'audit',
  'ledger',
  'permissions',
] as const;
export type Topic = (typeof topics)[number];

/** A record version, as far as it says whom it concerns. */
export interface RecordChange {
  readonly type: RecordType;
  /** Pseudonyms and person ids that it names. */
  readonly people: readonly string[];
  /** Organization (MSP id) that it belongs to. */
  readonly mspId: string | undefined;
  /** Whose people it is for, if it is for an organization. */
  readonly grantee: Extract<Grantee, { organization: string }> | undefined;
  /** Whether auditors search for it. */
  readonly isEvent: boolean;
}

/** What blocks changed, according to the projection. */
export interface ChangeLog {
  /**
   * Record versions written in the blocks. A written report or preferences also appear as a `report` change for the
   * grantees of the consents that they touch, because their lists depend on it.
   */
  changesIn(blocks: readonly bigint[]): Promise<readonly RecordChange[]>;
}

/** Lists that show a kind of record, for the people whom it names. */
const topicsByType: Readonly<Partial<Record<RecordType, readonly Topic[]>>> = {
  person: ['registrations'],
  profile: ['registrations'],
  patient: ['preferences', 'reports'],
  assignment: ['assignments'],
  request: ['requests'],
  report: ['reports'],
  proposal: ['reports'],
  consent: ['consents', 'reports'],
  wrap: ['reports'],
  disclosure: ['disclosures'],
  auditQuery: ['audit'],
};

/** Kinds of records that registrars see for everyone in their organization. */
const atFrontDesk: readonly RecordType[] = ['person', 'assignment'];

/** The lists of this person that the changes may affect; nothing about anyone else's. */
export function topicsFor(person: SignedInPerson, changes: readonly RecordChange[]): Set<Topic> {
  const concerned = changes.filter((change) => concerns(change, person));
  const found = new Set(concerned.flatMap(({ type }) => topicsByType[type] ?? []));
  if (person.role === 'auditor' && changes.some(({ isEvent }) => isEvent)) found.add('audit');
  return found;
}

function concerns(change: RecordChange, person: SignedInPerson): boolean {
  const { people, grantee, type, mspId } = change;
  if (people.includes(person.pseudonym) || people.includes(person.personId)) return true;
  if (grantee !== undefined && isGrantee(grantee, person)) return true;
  return person.role === 'registrar' && mspId === person.mspId && atFrontDesk.includes(type);
}
