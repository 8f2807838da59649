import type { RecordOf, RecordType } from '@medseal/ledger-model';

/** A record as the own peer's blocks show it, with the place where it was written last. */
export interface Projected<Type extends RecordType> {
  readonly record: RecordOf<Type>;
  readonly block: string;
  readonly transactionId: string;
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

/** Tables built from the own peer's blocks: lists come from here, decisions never do. */
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
  /** Resolves when the block is in, or after a bound of five seconds with `false`. */
  waitFor(block: string): Promise<boolean>;
  /** Number of the newest block that is in, decimal; undefined before the first. */
  height(): string | undefined;
}
