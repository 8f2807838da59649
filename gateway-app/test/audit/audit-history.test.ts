import { versionIdSchema } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { BlockLookup, LedgerBlock } from '../../src/domain/ledger/block.js';
import { AuditHistory } from '../../src/use-cases/audit/audit-history.js';
import { auditOf, sessionOf } from '../support/audit-part.js';
import { AuditWorld } from '../support/audit-world.js';
import { newId } from '../support/blocks.js';

describe('a history', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  /** A version of HospitalA’s patient in two states, and its proposal. */
  async function historyOf(change: (lookup: BlockLookup) => BlockLookup = (lookup) => lookup) {
    const world = new AuditWorld();
    const versionId = versionIdSchema.parse(newId('version'));
    const { patientA } = world.people;
    const made = { function: 'ProposeReport', tx: '0'.repeat(64), statement: {} };
    const proposal = {
      ...{ versionId, reportId: newId('report'), patient: patientA.creator, author: patientA.creator },
      ...{
        relation: 'original',
        size: 9,
        state: 'accepted',
        made,
        rules: '0'.repeat(64),
        salt: '0'.repeat(64),
      },
    };
    const location = { mspId: 'HospitalAMSP', objectKey: `ab/${'0'.repeat(32)}` };
    const version = {
      versionId,
      locations: [location],
      ciphertextSha256: digest,
      suite: 'x',
      manifest: digest,
    };
    const called = 'ReportContract:ProposeReport';
    world.write(called, patientA, {
      type: 'version',
      id: versionId,
      fields: { ...version, state: 'accepted' },
    });
    world.write(called, patientA, { type: 'proposal', id: versionId, fields: proposal });
    world.write('ReportContract:Next', patientA, {
      type: 'version',
      id: versionId,
      fields: { ...version, state: 'erased' },
    });
    linkLast(world);
    const lookup: BlockLookup = {
      block: (number) =>
        Promise.resolve(world.chain.blocks[Number(number)] as (typeof world.chain.blocks)[number]),
    };
    const { parts, recorded, projection } = await auditOf(world);
    const history = new AuditHistory({
      ...parts,
      lookup: change(lookup),
      own: projection,
      mspId: 'HospitalAMSP',
    });
    return { world, versionId, history, recorded };
  }

  /** The newest block's write read what block 6 had written. */
  function linkLast({ chain }: AuditWorld): void {
    const block = chain.blocks.pop();
    const [transaction] = block?.transactions ?? [];
    if (block === undefined || transaction === undefined) throw new Error('no block');
    const writes = transaction.writes.map((write) => ({ ...write, replaces: '6:0' }));
    chain.blocks.push({ ...block, transactions: [{ ...transaction, writes }] });
  }

  test('shows every state from the blocks, and is recorded', async () => {
    const { world, versionId, history, recorded } = await historyOf();
    const { items } = await history.of(versionId, sessionOf(world.people.auditorA));
    expect(items.map(({ record, state, block }) => [record, state, block])).toEqual([
      ['version', 'accepted', '6'],
      ['proposal', 'accepted', '7'],
      ['version', 'erased', '8'],
    ]);
    expect(recorded).toEqual([{ kind: 'history', version: versionId }]);
  });

  test('of a stranger’s version is neither shown nor recorded', async () => {
    const { world, versionId, history, recorded } = await historyOf();
    await expect(
      history.of(versionId, sessionOf({ ...world.people.auditorA, mspId: 'HospitalBMSP' })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(recorded).toEqual([]);
  });

  /** The peer sends this instead of its block 8. */
  async function failsWith(change: (block: LedgerBlock) => LedgerBlock): Promise<void> {
    const { world, versionId, history } = await historyOf((lookup) => ({
      block: async (number, mspId) => {
        const found = await lookup.block(number, mspId);
        return number === '8' ? change(found) : found;
      },
    }));
    const asked = history.of(versionId, sessionOf(world.people.auditorR));
    await expect(asked).rejects.toMatchObject({ code: 'INTEGRITY' });
  }

  const differences: readonly (readonly [string, object])[] = [
    ['another value', { value: '{}' }],
    ['a state between that is not shown', { replaces: '5:0' }],
    ['another key', { keyHash: '00' }],
  ];
  test.each(differences)('fails when the peer’s block shows %s', async (_name, difference) => {
    await failsWith((block) => ({
      ...block,
      transactions: block.transactions.map((each) => ({
        ...each,
        writes: each.writes.map((write) => ({ ...write, ...difference })),
      })),
    }));
  });

  test('fails when the peer shows another block than before, or an inconsistent one', async () => {
    await failsWith((block) => ({ ...block, dataHash: 'ab', recomputedDataHash: 'ab' }));
    await failsWith((block) => ({ ...block, recomputedDataHash: 'ab' }));
  });
});
