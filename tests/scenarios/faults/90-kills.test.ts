import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fsck } from '../../src/faults/fsck.js';
import type { Moment } from '../../src/faults/moments.js';
import { Stage } from '../../src/faults/stage.js';
import type { Victim } from '../../src/faults/victims.js';
import { Network } from '../../src/kit/network/network.js';

const network = new Network();
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set(network);
});
afterAll(() => {
  stage.close();
});

/** One round of each program; `npm run test:faults` plays many. */
const rounds: readonly (readonly [Victim, string, Moment])[] = [
  ['gateway', 'upload', 'signed'],
  ['peer', 'grant', 'signed'],
  ['orderer-leader', 'upload', 'stored'],
  ['chaincode', 'revoke', 'sent'],
  ['store', 'upload', 'sent'],
  ['agent', 'read', 'committed'],
];

describe('nothing is lost and nothing doubled when a program is killed', () => {
  test.each(rounds)('%s, when %s is %s', async (victim, act, moment) => {
    await stage.round(act, victim, moment);
  });

  test('ledgers and stores agree afterwards', async () => {
    const { organizations } = await fsck(network);
    expect(organizations.map(({ organization }) => organization)).toContain('HospitalA');
    for (const { findings, pending } of organizations)
      expect({ findings, pending }).toEqual({ findings: [], pending: 0 });
  });
});
