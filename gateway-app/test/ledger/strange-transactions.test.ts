import { describe, expect, test } from 'vitest';
import { type BlockListener, effectOf } from '../../src/domain/ledger/block-feed.js';
import { StrangeTransactions } from '../../src/workers/strange-transactions.js';
import { TestChain, type TestTransaction } from '../support/blocks.js';

function watched() {
  const clock = { now: 0 };
  const alarms: Record<string, unknown>[] = [];
  const listeners: BlockListener[] = [];
  const strange = new StrangeTransactions({
    feed: { onBlock: (listener) => (listeners.push(listener), () => undefined) },
    alarm: (facts) => alarms.push(facts as Record<string, unknown>),
    now: () => clock.now,
  });
  const chain = new TestChain();
  const block = (...transactions: readonly TestTransaction[]): void => {
    const added = chain.add(...transactions);
    for (const hear of listeners) hear(added, effectOf(added));
  };
  const again = (): void => {
    for (const hear of listeners) for (const old of chain.blocks) hear(old, effectOf(old));
  };
  return { strange, alarms, clock, block, again };
}

const foreign: TestTransaction = {
  kind: 'foreign',
  function: '',
  mspId: 'HospitalBMSP',
  creator: 'mallory',
  writes: [],
};
const act: TestTransaction = { function: 'PersonContract:RegisterPerson', writes: [] };

describe('transactions that are not acts', () => {
  test('raise an alarm that names their creator, and a warning for an hour', () => {
    const { strange, alarms, clock, block } = watched();
    expect(strange.finding()).toMatchObject({
      state: 'ok',
      detail: 'No foreign transactions seen in the last hour.',
    });
    block(act, foreign);
    expect(alarms).toEqual([
      {
        alarm: 'NOT_AN_ACT',
        kind: 'foreign',
        creator: { mspId: 'HospitalBMSP', commonName: 'mallory' },
        validationCode: 0,
        block: '0',
        count: 1,
      },
    ]);
    expect(strange.finding()).toMatchObject({ state: 'warn', figures: { foreign: 1 } });
    expect(strange.finding().detail).toContain('HospitalBMSP');
    clock.now += 3_600_001;
    expect(strange.finding()).toMatchObject({
      state: 'ok',
      detail: 'No foreign transactions seen in the last hour.',
    });
  });

  test('do not flood the log: there is one alarm a minute for each organization, with their number', () => {
    const { alarms, clock, block } = watched();
    for (let second = 0; second < 130; second++) {
      block(foreign, { ...foreign, kind: 'unreadable', validationCode: 5 });
      if (second === 10) block({ ...foreign, mspId: 'RegulatorMSP' });
      clock.now += 1_000;
    }
    expect(alarms.map(({ count, creator }) => [count, (creator as { mspId: string }).mspId])).toEqual([
      [1, 'HospitalBMSP'],
      [1, 'RegulatorMSP'],
      [120, 'HospitalBMSP'],
      [120, 'HospitalBMSP'],
    ]);
  });

  test('with an unchecked signature name no organization, however many they claim', () => {
    const { strange, alarms, block } = watched();
    for (let index = 0; index < 50; index++)
      block({ ...foreign, kind: 'unreadable', validationCode: 4, mspId: '', claimedMspId: `Org${index}MSP` });
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatchObject({ claimedCreator: { mspId: 'Org0MSP' }, count: 1 });
    expect(alarms[0]).not.toHaveProperty('creator');
    expect(strange.finding().detail).toContain('50 with an unchecked signature');
    expect(strange.finding().detail).not.toContain('Org');
  });

  test('that took effect but cannot be read raise an alarm of their own', () => {
    const { alarms, block } = watched();
    block(foreign, { ...foreign, kind: 'unreadable' }, { ...foreign, kind: 'unreadable' });
    expect(alarms.map(({ alarm }) => alarm)).toEqual(['NOT_AN_ACT', 'VALID_UNREADABLE']);
  });

  test('are counted once, even when their block comes again', () => {
    const { strange, alarms, block, again } = watched();
    block(foreign);
    again();
    expect(alarms).toHaveLength(1);
    expect(strange.finding()).toMatchObject({ figures: { foreign: 1 } });
  });
});
