import { setImmediate } from 'node:timers/promises';
import type { ReportId } from '@medseal/ledger-model';
import type {
  ArchivedBlock,
  ArchivedKey,
  ArchivedTransaction,
  BlockStart,
  ChainArchive,
} from '../domain/chain-archive.js';
import { type ChainCheck, checkChain, isLinked } from '../domain/chain-check.js';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import { validationWords } from '../domain/validation-codes.js';

/** A block with what recomputing its header hash showed. */
export interface BlockItem extends Omit<ArchivedBlock, 'at'> {
  readonly at?: string;
  /** True when its header hash is the one of its fields and it names the hash of the block before. */
  readonly linked: boolean;
}

/** A transaction without a word about people. */
export interface TransactionItem {
  readonly transactionId: string;
  readonly block: string;
  readonly at: string;
  /** Name of the creator's organization. */
  readonly organization: string;
  readonly function: string;
  readonly valid: boolean;
  /** Fabric's validation code in words. */
  readonly validation: string;
  readonly validationCode: number;
  /** Names of the organizations that endorsed. */
  readonly endorsers: readonly string[];
  readonly keysWritten: number;
}

/** A transaction with, for auditors and its creator, the keys that it wrote. */
export interface TransactionDetail extends TransactionItem {
  readonly keys?: readonly ArchivedKey[];
}

export interface ExplorerParts {
  readonly archive: ChainArchive;
  readonly organizations: Organizations;
  readonly projection: Projection;
}

/** Transactions of one report at most. */
const mostAboutReport = 200;

/** Looks at blocks and transactions as the own peer delivered them. */
export class LedgerExplorer {
  readonly #parts: ExplorerParts;

  constructor(parts: ExplorerParts) {
    this.#parts = parts;
  }

  /** Blocks newest first. */
  async blocks(
    start: BlockStart,
    limit: number,
  ): Promise<Readonly<{ items: readonly BlockItem[]; next?: string }>> {
    // One more than asked for: the oldest one shown must be compared with the block before it.
    const found = await this.#parts.archive.blocks(start, limit + 1);
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
    return seesKeys ? { ...item, keys: await this.#parts.archive.keysOf(transactionId) } : item;
  }

  /** Transactions that wrote about one of the caller's own reports, newest first; empty for any other. */
  async transactionsAbout(report: ReportId, { person }: OpenSession): Promise<readonly TransactionItem[]> {
    const found = await this.#parts.archive.transactionsAbout(report, person.pseudonym, mostAboutReport);
    return await this.#items(found);
  }

  /** Recomputes header hashes over a range, the whole chain where none is given. */
  async chain(from: number, to: number | undefined): Promise<ChainCheck & Readonly<{ from: string }>> {
    const newest = Number(this.#parts.projection.height() ?? -1);
    const last = Math.min(to ?? newest, newest);
    const check = await checkChain(unhurried(this.#parts.archive.range(from, last)));
    return { from: from.toString(), ...check };
  }

  async #items(transactions: readonly ArchivedTransaction[]): Promise<TransactionItem[]> {
    return await Promise.all(transactions.map((transaction) => this.#item(transaction)));
  }

  async #item(transaction: ArchivedTransaction): Promise<TransactionItem> {
    const { transactionId, block, at, function: called, validationCode, keysWritten } = transaction;
    const organizations = await this.#parts.organizations.all();
    const nameOf = (mspId: string) => organizations.find((each) => each.mspId === mspId)?.name ?? mspId;
    return {
      transactionId,
      block,
      at,
      organization: nameOf(transaction.creatorMspId),
      function: called,
      valid: validationCode === 0,
      validation: validationWords(validationCode),
      validationCode,
      endorsers: transaction.endorsers.map((mspId) => nameOf(mspId)),
      keysWritten,
    };
  }
}

function toItem({ at, ...block }: ArchivedBlock, before: ArchivedBlock | undefined): BlockItem {
  const linked = isLinked({ ...block, at }, before);
  return { ...block, ...(at !== undefined && { at }), linked };
}

/** Hands items on and lets other work run now and then: a long chain is thousands of hashes. */
async function* unhurried<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let count = 0;
  for await (const item of items) {
    if (++count % 200 === 0) await setImmediate();
    yield item;
  }
}
