import { afterAll, beforeAll, expect, test } from 'vitest';
import { HostileMember } from '../../src/hostile/hostile-member.js';
import { eventually } from '../../src/kit/eventually.js';
import { Network } from '../../src/kit/network/network.js';
import { scrollsSideways, violationsOf } from '../../src/kit/browser/accessibility.js';
import { visitorsOf } from '../support/care.js';

const network = new Network();
const visitors = visitorsOf(network);
let member: HostileMember;

beforeAll(async () => {
  member = await HostileMember.of(network, 'HospitalB');
});
afterAll(() => {
  member.close();
});

test('a block shows what is not an act of medseal as that, and what cannot be read too', async () => {
  const auditor = await network.demoPerson('HospitalA', 'auditor');
  await member.send();
  await member.send({}, { layer: 'transaction', fault: 'random' });
  interface Block {
    readonly transactions: readonly Readonly<{ kind: string; transactionId: string }>[];
  }
  const found = await eventually('both kinds are shown', async () => {
    const { items } = await auditor.call<{ items: { number: string }[] }>('GET', '/ledger/blocks?limit=5');
    const of = async (kind: string) => {
      for (const { number } of items) {
        const { transactions } = await auditor.call<Block>('GET', `/ledger/blocks/${number}`);
        const transaction = transactions.find((each) => each.kind === kind);
        if (transaction !== undefined) return { number, ...transaction };
      }
      return undefined;
    };
    const [foreign, unreadable] = [await of('foreign'), await of('unreadable')];
    return foreign && unreadable && { foreign, unreadable };
  });

  for (const [{ number, transactionId }, words] of [
    [found.foreign, 'Not an act of medseal'],
    [found.unreadable, 'Cannot be read'],
  ] as const) {
    const visitor = await visitors.demo('HospitalA', 'patient', `/ledger/blocks/${number}`);
    await visitor.page.getByText(words).first().waitFor();
    expect(await violationsOf(visitor.page)).toEqual([]);
    expect(await scrollsSideways(visitor.page)).toBe(false);
    await visitor.open(`/ledger/transactions/${transactionId}`);
    await visitor.page.getByText(words).first().waitFor();
    await visitor.page.getByText('HospitalB').first().waitFor();
    expect(await violationsOf(visitor.page)).toEqual([]);
  }
});
