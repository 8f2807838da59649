import { beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { readinessOf } from '../../src/kit/network/health.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let patient: Person;
let stranger: Person;
let auditor: Person;
let report: Receipt;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Ledger Patient');
  stranger = await newPatient(network, 'HospitalB', 'Ledger Stranger');
  auditor = await network.demoPerson('HospitalB', 'auditor');
  report = await patient.upload(pdf('view.pdf', ['view']), 'Viewed report');
});

describe('the view of the ledger', () => {
  interface Block {
    readonly number: string;
    readonly headerHash: string;
    readonly previousHash: string;
    readonly linked: boolean;
    readonly at: string;
  }
  interface Transaction {
    readonly transactionId: string;
    readonly organization: string;
    readonly keys?: readonly object[];
  }
  const get = async <Answer>(path: string, person = stranger) =>
    await person.call<Answer>('GET', `/ledger${path}`);

  test('lists blocks newest first, each with the hash of the one before, back to block 0', async () => {
    const blocks: Block[] = [];
    let before = '';
    do {
      const page = await get<{ items: Block[]; next?: string }>(`/blocks?limit=50${before}`);
      blocks.push(...page.items);
      before = page.next === undefined ? '' : `&before=${page.next}`;
    } while (before !== '');
    expect(blocks.at(-1)).toMatchObject({ number: '0', previousHash: '' });
    expect(blocks.every(({ linked }) => linked)).toBe(true);
    for (const [index, block] of blocks.slice(0, -1).entries())
      expect(block.previousHash).toBe(blocks[index + 1]?.headerHash);
    const { blocks: count, intact, latestHash } = await get<Record<string, unknown>>('/chain');
    expect({ intact }).toEqual({ intact: true });
    expect(count).toBeGreaterThanOrEqual(blocks.length);
    expect(latestHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('agrees with the peers of all organizations', async () => {
    const { equal, items } = await eventually('equal heights', async () => {
      const heights = await get<{ equal: boolean; items: { height: string; latestHash: string }[] }>(
        '/heights',
      );
      return heights.equal ? heights : undefined;
    });
    const [first] = items;
    const newest = await get<{ block: Block }>(`/blocks/${Number(first?.height) - 1}`);
    expect(equal).toBe(true);
    expect(newest.block.headerHash).toBe(first?.latestHash);
  });

  test('shows a transaction with organization, function, endorsers and outcome, and names nobody', async () => {
    const block = await get<{ transactions: Transaction[] }>(`/blocks/${report.block}`);
    expect(
      block.transactions.find(({ transactionId }) => transactionId === report.transactionId),
    ).toMatchObject({
      ...{
        organization: 'HospitalA',
        function: 'ReportContract:ProposeReport',
        valid: true,
        validation: 'valid',
      },
    });
    const found = await get<Transaction>(`/transactions/${report.transactionId}`);
    expect(found).toMatchObject({ block: report.block });
    expect(JSON.stringify([block, found])).not.toMatch(/nym_|per_/);
  });

  test('shows the keys of a transaction to its creator and to auditors', async () => {
    const path = `/transactions/${report.transactionId}`;
    const own = await get<Transaction & { keysWritten: number }>(path, patient);
    expect(own.keys).toHaveLength(own.keysWritten);
    expect((await get<Transaction>(path, auditor)).keys).toEqual(own.keys);
    expect((await get<Transaction>(path)).keys).toBeUndefined();
    expect(JSON.stringify(own)).not.toMatch(/nym_|per_/);
  });

  test('finds the transactions of one’s own report, and blocks by time', async () => {
    const path = `/transactions?report=${report.reportId}`;
    const { items } = await get<{ items: Transaction[] }>(path, patient);
    expect(items.map(({ transactionId }) => transactionId)).toContain(report.transactionId);
    expect((await get<{ items: Transaction[] }>(path)).items).toEqual([]);
    const { items: blocks } = await get<{ items: Block[] }>(`/blocks?limit=1&at=${report.recordedAt}`);
    expect(Number(blocks[0]?.number)).toBeLessThanOrEqual(Number(report.block));
  });

  test('of what is not there is not found', async () => {
    expect(await problemOf(get('/blocks/999999999'))).toMatchObject({ status: 404 });
    expect(await problemOf(get(`/transactions/${'0'.repeat(64)}`))).toMatchObject({ status: 404 });
    expect(await problemOf(get('/blocks/-1'))).toMatchObject({ status: 400 });
  });

  test('is watched: no organization shows another chain', async () => {
    await eventually('a comparison', async () => {
      const { parts } = await readinessOf(network, 'HospitalA');
      return parts['chain']?.['compared'] === 3 || undefined;
    });
  });
});
