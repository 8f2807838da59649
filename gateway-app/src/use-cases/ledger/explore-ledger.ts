import type { ReportId } from '@medseal/ledger-model';
import type {
  ArchivedBlock,
  ArchivedKey,
  ArchivedTransaction,
  BlockStart,
  ChainArchive,
} from '../../domain/ledger/chain-archive.js';
import { type ChainCheck, isLinked } from '../../domain/ledger/chain-check.js';
import { Failure } from '../../domain/shared/failure.js';
import type { FairLimit } from '../../domain/shared/fair-limit.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { TransactionKind } from '../../domain/ledger/transaction-kind.js';
import { validationWords } from '../../domain/ledger/validation-codes.js';
import type { CheckedChain } from './checked-chain.js';

/** A block with the result of recomputing its header hash. */
export interface BlockItem extends Omit<ArchivedBlock, 'at'> {
  readonly at?: string;
  /** True when its header hash matches its fields and it names the hash of the block before. */
  readonly linked: boolean;
}

/** A transaction without anything about people. */
export interface TransactionItem {
  readonly transactionId: string;
  readonly block: string;
  /** Position in the block, from 0. */
  readonly position: number;
  readonly kind: TransactionKind;
  readonly at?: string;
  /** Name of the creator's organization. */
  readonly organization: string;
  readonly function: string;
  readonly valid: boolean;
  /** Fabric's validation code in words. */
  readonly validation: string;
  readonly validationCode: number;
  /** Names of the channel's organizations that the endorsements name; peers count only those with a valid signature. */
  readonly endorsers: readonly string[];
  readonly keysWritten: number;
  /** True for an act that took effect long after its signed time. */
  readonly late: boolean;
}

/** A transaction with the keys that it wrote, which only auditors and its creator see. */
export interface TransactionDetail extends TransactionItem {
  readonly keys?: readonly ArchivedKey[];
}

export interface ExplorerParts {
  readonly archive: ChainArchive;
  readonly organizations: Organizations;
  readonly projection: Projection;
  readonly chain: CheckedChain;
  /** Limits concurrent lookups that may cost more than a page of a list. */
  readonly gate: FairLimit;
}

/** The most transactions that are listed for one report. */
const mostAboutReport = 200;

/** Shows blocks and transactions as this organization's peer delivered them. */
export class LedgerExplorer {
  readonly #parts: ExplorerParts;

  constructor(parts: ExplorerParts) {
    this.#parts = parts;
  }

  /** Blocks newest first. */
  async blocks(
    start: BlockStart,
    limit: number,
    { person }: Pick<OpenSession, 'person'>,
  ): Promise<Readonly<{ items: readonly BlockItem[]; next?: string }>> {
    // One more than requested: the oldest one shown must be compared with the block before it.
    const { archive, gate } = this.#parts;
    const found = await gate.pass([person.personId], () => archive.blocks(start, limit + 1));
    const items = found.slice(0, limit).map((block, index) => toItem(block, found[index + 1]));
    const last = items.at(-1);
    return found.length > limit && last !== undefined ? { items, next: last.number } : { items };
  }

  /** One block with its transactions. @throws {Failure} NOT_FOUND */
  async block(
    number: string,
  ): Promise<Readonly<{ block: BlockItem; transactions: readonly TransactionItem[] }>> {
    const [block, before] = await this.#parts.archive.blocks({ before: String(Number(number) + 1) }, 2);
    if (block?.number !== number) throw new Failure('NOT_FOUND', 'There is no such block yet.');
    const transactions = await this.#parts.archive.transactionsOf(number);
    return { block: toItem(block, before), transactions: await this.#items(transactions) };
  }

  /** @throws {Failure} NOT_FOUND */
  async transaction(transactionId: string, { person }: OpenSession): Promise<TransactionDetail> {
    const transaction = await this.#parts.archive.transaction(transactionId);
    if (transaction === undefined) throw new Failure('NOT_FOUND', 'There is no such transaction.');
    const item = await this.#item(transaction);
    const seesKeys = person.role === 'auditor' || transaction.creator === person.pseudonym;
    return seesKeys ? { ...item, keys: await this.#parts.archive.keysOf(transaction) } : item;
  }

  /** Transactions that wrote about one of the caller's own reports, newest first; empty for any other report. */
  async transactionsAbout(report: ReportId, { person }: OpenSession): Promise<readonly TransactionItem[]> {
    const { archive, gate } = this.#parts;
    const found = await gate.pass([person.personId], () =>
      archive.transactionsAbout(report, person.pseudonym, mostAboutReport),
    );
    return await this.#items(found);
  }

  /** Whether header hashes fit over a range, or over the whole chain if no range is given; each is recomputed once. */
  async chain(from: number, to: number | undefined): Promise<ChainCheck & Readonly<{ from: string }>> {
    const newest = Number(this.#parts.projection.height() ?? -1);
    const last = Math.min(to ?? newest, newest);
    return { from: from.toString(), ...(await this.#parts.chain.check(from, last)) };
  }

  async #items(transactions: readonly ArchivedTransaction[]): Promise<TransactionItem[]> {
    return await Promise.all(transactions.map((transaction) => this.#item(transaction)));
  }

  async #item(transaction: ArchivedTransaction): Promise<TransactionItem> {
    const { transactionId, block, position, kind, at, validationCode, keysWritten, late } = transaction;
    const organizations = await this.#parts.organizations.all();
    const nameOf = (mspId: string) => organizations.find((each) => each.mspId === mspId)?.name;
    return {
      transactionId,
      block,
      position,
      kind,
      ...(at !== undefined && { at }),
      organization: nameOf(transaction.creatorMspId) ?? transaction.creatorMspId,
      function: transaction.function,
      valid: validationCode === 0,
      validation: validationWords(validationCode),
      validationCode,
      // Anyone can add an endorsement with an invented MSP id.
      endorsers: transaction.endorsers.map(nameOf).filter((name) => name !== undefined),
      keysWritten,
      late,
    };
  }
}

function toItem({ at, ...block }: ArchivedBlock, before: ArchivedBlock | undefined): BlockItem {
  const linked = isLinked({ ...block, at }, before);
  return { ...block, ...(at !== undefined && { at }), linked };
}
