import type { Grantee, Pseudonym, RecordOf, RecordType } from '@medseal/ledger-model';
import type { SignedInPerson } from '../shared/signed-in-person.js';

/** A record as the blocks of this organization's peer show it, with the place of its last write. */
export interface Projected<Type extends RecordType> {
  readonly record: RecordOf<Type>;
  readonly block: string;
  readonly transactionId: string;
  /** True when this state took effect long after the signed time of its act. */
  readonly late: boolean;
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `after` for the next page; absent at the end. */
  readonly next?: string;
}

/** Where a list continues, and how long a page is. */
export interface PageRequest {
  /** Items at most, 1 to 200. */
  readonly limit: number;
  readonly after?: string;
}

/** When states were written: from `from` on, before `to`; RFC 3339 with milliseconds, either may be left out. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Whose shared reports are listed: those that a patient shares, or those that are shared with a person. */
export type Sharing =
  Readonly<{ giver: Pseudonym }> | Readonly<{ reader: Pick<SignedInPerson, 'pseudonym' | 'mspId' | 'role'> }>;

/** A report with an accepted version, under at least one consent to read it, whatever became of either. */
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
   * Shared reports; those shared or changed last come first. Each report is listed once: for a giver once for each
   * grantee, for a reader once, without the reports from which the patient excludes this reader.
   */
  shared(sharing: Sharing, page: PageRequest): Promise<Page<SharedReport>>;
  /**
   * When a record was first written, or first written in a state, RFC 3339; undefined if it never was, or if the
   * private data of that state is not here.
   */
  since(type: RecordType, parts: readonly string[], state?: string): Promise<string | undefined>;
  /** Resolves when the block is in, or with `false` after five seconds. */
  waitFor(block: string): Promise<boolean>;
  /** Number of the newest block that is in, decimal; undefined before the first. */
  height(): string | undefined;
}
