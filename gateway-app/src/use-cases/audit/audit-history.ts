import { createHash } from 'node:crypto';
import type { RecordOf, VersionId } from '@medseal/ledger-model';
import type { AuditLog, RecordedState } from '../../domain/audit/audit-log.js';
import { type BlockLookup, headerHash, type KeyWrite, type LedgerBlock } from '../../domain/ledger/block.js';
import type { OwnChain } from '../../domain/ledger/chain-archive.js';
import { Failure } from '../../domain/shared/failure.js';
import type { FairLimit } from '../../domain/shared/fair-limit.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { AuditItems, NamedParty } from './audit-items.js';
import { auditScope } from './audit-scope.js';
import { recordAuditQuery, type RecordedQuery } from './record-audit-query.js';

/** One state of a version or of its proposal, compared with the block that contains it. */
export interface HistoryItem {
  readonly record: RecordedState['type'];
  readonly state: string;
  readonly at: string;
  readonly by: NamedParty;
  readonly function: string;
  /** SHA-256 of the record, hex, as the block at this organization's peer shows it. */
  readonly sha256: string;
  /** What a version's record says in addition to its state. */
  readonly version?: Pick<RecordOf<'version'>, 'ciphertextSha256' | 'manifest' | 'suite' | 'locations'>;
  readonly transactionId: string;
  readonly block: string;
}

export interface HistoryParts {
  readonly ledger: Ledger;
  readonly projection: Projection;
  readonly organizations: Organizations;
  readonly auditLog: AuditLog;
  readonly lookup: BlockLookup;
  readonly own: OwnChain;
  readonly items: AuditItems;
  /** Limits concurrent histories: each state is a block that the peer sends again. */
  readonly gate: FairLimit;
  /** This organization. */
  readonly mspId: string;
}

/** Histories of version records, straight from the blocks of this organization's peer. */
export class AuditHistory {
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /**
   * Every state of a version and its proposal, in order. The projection says in which blocks they are; the blocks are
   * then read again from the peer (docs/decisions/0061).
   * @throws {Failure} NOT_FOUND for a version outside the auditor's scope, INTEGRITY when blocks and projection
   * differ.
   */
  async of(
    version: VersionId,
    session: OpenSession,
  ): Promise<Readonly<{ recorded: RecordedQuery; items: readonly HistoryItem[] }>> {
    const { auditLog, organizations } = this.#parts;
    const scope = await auditScope(organizations, session);
    if ((await auditLog.statesOf(version, scope)).length === 0)
      throw new Failure('NOT_FOUND', 'There is no such version, or you may not see it.');
    const recorded = await recordAuditQuery(this.#parts, { kind: 'history', version }, session);
    const states = await auditLog.statesOf(version, scope);
    return {
      recorded,
      items: await this.#parts.gate.pass([session.person.personId], () => this.#compared(states)),
    };
  }

  async #compared(states: readonly RecordedState[]): Promise<readonly HistoryItem[]> {
    const before = new Map<string, string>();
    const items: HistoryItem[] = [];
    for (const state of states) {
      const place = await this.#compare(state, before.get(state.keyHash));
      before.set(state.keyHash, place);
      items.push(await this.#item(state));
    }
    return items;
  }

  /** Finds the state in its block and checks that it replaced the previous one. @returns its place on the ledger. */
  async #compare(state: RecordedState, before: string | undefined): Promise<string> {
    const block = await this.#parts.lookup.block(state.block, this.#parts.mspId);
    await this.#expectOfChain(block, state.block);
    const position = block.transactions.findIndex(
      ({ transactionId, validationCode }) => transactionId === state.transactionId && validationCode === 0,
    );
    const write = block.transactions[position]?.writes.find(({ keyHash }) => keyHash === state.keyHash);
    if (write === undefined || valueHashOf(write) !== state.valueHash || write.replaces !== before)
      throw new Failure('INTEGRITY', 'the blocks do not show this history');
    return `${state.block}:${position}`;
  }

  /** The chain was checked on its way into the projection; the block that the peer sends now must belong to it. */
  async #expectOfChain(block: LedgerBlock, number: string): Promise<void> {
    const known = await this.#parts.own.headerHash(Number(number));
    if (block.recomputedDataHash !== block.dataHash || headerHash(block) !== known)
      throw new Failure('INTEGRITY', 'the peer shows another block than before');
  }

  async #item({ type, record, actor, valueHash, ...state }: RecordedState): Promise<HistoryItem> {
    const { at, function: called, transactionId, block } = state;
    const { locations, ciphertextSha256, manifest, suite } = record as RecordOf<'version'>;
    return {
      record: type,
      state: record.state,
      at,
      by: await this.#parts.items.party(actor),
      function: called,
      sha256: valueHash,
      ...(type === 'version' && { version: { ciphertextSha256, manifest, suite, locations } }),
      transactionId,
      block,
    };
  }
}

/** The block contains public values themselves; of private values, it contains the hash. */
function valueHashOf({ value, valueHash }: KeyWrite): string | undefined {
  return valueHash ?? (value === undefined ? undefined : createHash('sha256').update(value).digest('hex'));
}
