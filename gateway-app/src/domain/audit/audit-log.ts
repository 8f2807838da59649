import type { EventFilter, EventKind, Pseudonym, RecordOf, VersionId } from '@medseal/ledger-model';
import type { Page, PageRequest } from '../ledger/projection.js';

/** Whose events an auditor sees: all of them, or those whose patient or actor belongs to one organization. */
export type AuditScope = 'all' | Readonly<{ mspId: string }>;

/** Something that happened, as one record version on the ledger shows it; people by pseudonym. */
export interface AuditEvent {
  readonly kind: EventKind;
  /** Transaction time, RFC 3339. */
  readonly at: string;
  /** Pseudonym, or MSP id of an operator. */
  readonly actor: string;
  readonly actorMspId: string;
  /** Patient, or person, whom it concerns. */
  readonly subject: string | undefined;
  /** Contract and function that was called. */
  readonly function: string;
  readonly block: string;
  readonly transactionId: string;
  /** True when it took effect long after its signed time. */
  readonly late: boolean;
  /** The record as it was written. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** A state of a public version record or of its proposal, as the projection has it. */
export interface RecordedState {
  readonly type: 'version' | 'proposal';
  readonly at: string;
  readonly actor: string;
  readonly function: string;
  readonly block: string;
  readonly transactionId: string;
  readonly keyHash: string;
  /** SHA-256 of the record, hex. */
  readonly valueHash: string;
  readonly record: RecordOf<'version'> | RecordOf<'proposal'>;
}

/** Whom questions are about. */
export interface AskedAbout {
  readonly person: Pseudonym;
  /** MSP ids of the organizations whose auditors see everything. */
  readonly regulators: readonly string[];
}

/** Which events: those that fit the filter, lie in the scope, and are in blocks up to one. */
export interface EventSelection {
  readonly filter: EventFilter;
  readonly scope: AuditScope;
  /** Block number, decimal. */
  readonly upTo: string;
}

/** Everything that happened, built from the blocks of this organization's peer. */
export interface AuditLog {
  /** Events newest first. A page that follows by `after` is not moved by what happens meanwhile. */
  events(selection: EventSelection, page: PageRequest): Promise<Page<AuditEvent>>;
  /**
   * Auditors' questions that name a person or a version of the person's reports, or whose answers name the person; newest
   * first. A bounded number of questions is looked at: a page may hold fewer items than asked for, and still have a next one.
   */
  questions(about: AskedAbout, page: PageRequest): Promise<Page<AuditEvent>>;
  /** All states of a version and its proposal in their order; empty for an unknown version or outside the scope. */
  statesOf(version: VersionId, scope: AuditScope): Promise<readonly RecordedState[]>;
}
