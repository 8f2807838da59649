import type { EventFilter, EventKind, Pseudonym, RecordOf, VersionId } from '@medseal/ledger-model';
import type { Page, PageRequest } from '../ledger/projection.js';

/** Whose events an auditor sees: all of them, or those whose patient or actor belongs to one organization. */
export type AuditScope = 'all' | Readonly<{ mspId: string }>;

/** An event, as one version of a record on the ledger shows it; people by pseudonym. */
export interface AuditEvent {
  readonly kind: EventKind;
  /** Transaction time, RFC 3339. */
  readonly at: string;
  /** Pseudonym, or MSP id of an operator. */
  readonly actor: string;
  readonly actorMspId: string;
  /** The patient, or another person, whom it concerns. */
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

/** Which events: those that match the filter, are in the scope, and are in blocks up to a given one. */
export interface EventSelection {
  readonly filter: EventFilter;
  readonly scope: AuditScope;
  /** Block number, decimal. */
  readonly upTo: string;
}

/** All events, built from the blocks of this organization's peer. */
export interface AuditLog {
  /** Events, newest first. Events that are added meanwhile do not shift a page that follows by `after`. */
  events(selection: EventSelection, page: PageRequest): Promise<Page<AuditEvent>>;
  /**
   * Auditors' questions that name a person or a version of the person's reports, or whose answers name the person;
   * newest first. Each call examines a bounded number of questions: a page may hold fewer items than requested and
   * still have a next one.
   */
  questions(about: AskedAbout, page: PageRequest): Promise<Page<AuditEvent>>;
  /** All states of a version and its proposal, in order; empty for an unknown version or outside the scope. */
  statesOf(version: VersionId, scope: AuditScope): Promise<readonly RecordedState[]>;
}
