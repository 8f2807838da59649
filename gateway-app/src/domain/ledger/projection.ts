import type { Grantee, Pseudonym, RecordOf, RecordType } from '@medseal/ledger-model';
import type { SignedInPerson } from '../shared/signed-in-person.js';

/** A record as the blocks of this organization's peer show it, with the place where it was written last. */
export interface Projected<Type extends RecordType> {
  readonly record: RecordOf<Type>;
  readonly block: string;
  readonly transactionId: string;
  /** True when this state took effect long after the time that its act is signed with. */
  readonly late: boolean;
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `after` for the next page; absent at the end. */
  readonly next?: string;
}

/** Where a list stops and goes on. */
export interface PageRequest {
  /** Items at most, 1 to 200. */
  readonly limit: number;
  readonly after?: string;
}

/** From when on, and before when, states were written; RFC 3339 with milliseconds, either may be left out. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Whose shared reports are listed: those that a patient shares, or those that are shared with a person. */
export type Sharing =
  Readonly<{ giver: Pseudonym }> | Readonly<{ reader: Pick<SignedInPerson, 'pseudonym' | 'mspId' | 'role'> }>;

/** A report with an accepted version, under at least one consent to read it, whatever became of both. */
export interface SharedReport {
  readonly report: Projected<'report'>;
  /** Whom it is shared with, by one consent or several. */
  readonly grantee: Grantee;
}

/** Tables built from the blocks of this organization's peer: lists come from here, decisions never do. */
export interface Projection {
  /** Latest state of a record by its key parts. */
  find<Type extends RecordType>(type: Type, parts: readonly string[]): Promise<Projected<Type> | undefined>;
  /** Latest states whose named fields equal the given values, newest first. */
  list<Type extends RecordType>(
    type: Type,
    where: Readonly<Record<string, string>>,
    page: PageRequest,
    written?: Period,
  ): Promise<Page<Projected<Type>>>;
  /**
   * Shared reports, those that were shared or changed last first. Each stands once: for a giver once for each grantee, for a
   * reader once, without the reports that the patient keeps this reader out of.
   */
  shared(sharing: Sharing, page: PageRequest): Promise<Page<SharedReport>>;
  /**
   * When a record was first written, or first written in a state, RFC 3339; undefined where it never was, or where that
   * state's private data is not here.
   */
  since(type: RecordType, parts: readonly string[], state?: string): Promise<string | undefined>;
  /** Resolves when the block is in, or after a bound of five seconds with `false`. */
  waitFor(block: string): Promise<boolean>;
  /** Number of the newest block that is in, decimal; undefined before the first. */
  height(): string | undefined;
}
