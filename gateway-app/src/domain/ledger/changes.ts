import { type Grantee, isGrantee, type RecordType } from '@medseal/ledger-model';
import type { SignedInPerson } from '../shared/signed-in-person.js';

/**
 * What a page may have to ask for again. `ledger`: there is a new block; `permissions`: what may be read may have
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

/** A record version as far as it tells whom it concerns. */
export interface RecordChange {
  readonly type: RecordType;
  /** Pseudonyms and person ids that it names. */
  readonly people: readonly string[];
  /** Organization (MSP id) that it belongs to. */
  readonly mspId: string | undefined;
  /** Whose people it is for, where it is for an organization. */
  readonly grantee: Extract<Grantee, { organization: string }> | undefined;
  /** Is it something that auditors search for? */
  readonly isEvent: boolean;
}

/** What blocks changed, from the projection. */
export interface ChangeLog {
  /**
   * Record versions written in the blocks. A written report or preferences also stand there as a `report` change for the
   * grantees of the consents that it touches, whose lists follow it.
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

/** Kinds of records that registrars see of everybody of their organization. */
const atFrontDesk: readonly RecordType[] = ['person', 'assignment'];

/** The lists of a person that changes may have changed, and nothing of anybody else's. */
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
