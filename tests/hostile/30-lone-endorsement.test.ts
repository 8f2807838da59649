import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmsOf, checkOf, readinessOf } from '../src/kit/network/health.js';
import { HostileMember } from '../src/hostile/hostile-member.js';
import { hashedWrite } from '../src/hostile/transaction.js';
import { eventually } from '../src/kit/eventually.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { newestBlock, transactionsAfter } from '../src/kit/api/blocks.js';
import { Network, organizationNames } from '../src/kit/network/network.js';

const network = new Network();
let member: HostileMember;
let auditor: Person;
/** What the others had counted before the member sent anything. */
let countedBefore: readonly number[];
/** Transactions of the blocks after that, as HospitalA shows them. */
let shown: readonly Transaction[];

beforeAll(async () => {
  member = await HostileMember.of(network, 'HospitalB');
  auditor = await network.demoPerson('HospitalA', 'auditor');
  const before = await newestBlock(auditor);
  countedBefore = await Promise.all(others.map(counted));
  // More than the blocks whose private data is asked for in one round.
  for (let sent = 0; sent < 120; sent++)
    await member.send({ writes: { hashedWrites: [hashedWrite('_implicit_org_HospitalBMSP')] } });
  shown = await eventually('the blocks are shown', async () => {
    const transactions = await shownAfter(before);
    return transactions.filter(({ valid }) => valid).length >= 120 ? transactions : undefined;
  });
}, 600_000);

afterAll(() => {
  member.close();
});

interface Transaction {
  readonly kind: string;
  readonly function: string;
  readonly valid: boolean;
  readonly endorsers: readonly string[];
  readonly keysWritten: number;
}

/** How many of the member's transactions a gateway has counted as foreign, once its lists have every block. */
async function counted(organization: string): Promise<number> {
  await eventually('the projection has every block', async () => {
    const { parts } = await readinessOf(network, organization);
    return parts['projection']?.['behind'] === 0 || undefined;
  });
  const { detail } = await checkOf(network, organization, 'transactions');
  return Number(/(\d+) by HospitalBMSP/.exec(detail)?.[1] ?? 0);
}

/** The member's peer waits for private data that it never made, block by block: it harms only itself. */
const others = ['HospitalA', 'Regulator'];

test('what one organization gets recorded alone is valid for Fabric, and is not shown as an act of medseal', () => {
  const valid = shown.filter(({ kind, valid: isValid }) => isValid && kind !== 'act');
  expect(valid).toHaveLength(120);
  for (const each of valid)
    expect(each).toMatchObject({ kind: 'foreign', function: '', endorsers: ['HospitalB'], keysWritten: 1 });
});

test('its private data is never asked for, and does not hold up the rest', async () => {
  for (const name of organizationNames) {
    const { ready, parts } = await readinessOf(network, name);
    expect([name, ready, parts['projection']?.['incomplete']]).toEqual([name, true, 0]);
  }
});

test('every gateway raises an alarm that names the member', async () => {
  const alarms = await Promise.all(organizationNames.map(alarmOfLone));
  const creator = expect.objectContaining({ mspId: 'HospitalBMSP' }) as object;
  expect(alarms).toEqual(organizationNames.map(() => expect.objectContaining({ creator }) as object));
});

/** A gateway raises one alarm a minute for an organization: an earlier test may have caused the last one. */
async function alarmOfLone(name: string): Promise<object> {
  return await eventually(
    `an alarm of ${name} about one of them`,
    async () => {
      const alarms = await alarmsOf(network, name, 'NOT_AN_ACT');
      // Of foreign transactions, only lone ones are valid.
      const found = alarms.find((each) => each['kind'] === 'foreign' && each['validationCode'] === 0);
      if (found !== undefined) return found;
      await member.send({ writes: { hashedWrites: [hashedWrite('_implicit_org_HospitalBMSP')] } });
      await delay(1_000);
      return undefined;
    },
    90_000,
  );
}

test('every other gateway counts all of it', async () => {
  for (const [index, name] of others.entries())
    await eventually('all are counted', async () => {
      const more = (await counted(name)) - (countedBefore[index] ?? 0);
      return more >= 120 || undefined;
    });
});

test('the same in a collection of ours is not valid', async () => {
  const height = await newestBlock(auditor);
  for (const collection of ['care', 'directory', 'envelopes'])
    await member.send({ writes: { hashedWrites: [hashedWrite(collection)] } });
  await member.send();
  const found = await eventually('the blocks are shown', async () => {
    const transactions = await shownAfter(height);
    return transactions.length >= 12 ? transactions : undefined;
  });
  const lone = found.filter(({ endorsers }) => endorsers.length === 1);
  expect(lone.length).toBeGreaterThanOrEqual(12);
  for (const each of lone) expect(each).toMatchObject({ kind: 'foreign', valid: false });
});

const shownAfter = (block: number) => transactionsAfter<Transaction>(auditor, block);
