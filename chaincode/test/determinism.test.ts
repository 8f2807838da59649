import { submittedFunctions, evaluatedFunctions, type EvaluatedFunction } from '@medseal/ledger-model';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Simulation } from './support/peer.js';
import { Peer } from './support/peer.js';
import type { MemoryLedger, RawProposal } from './support/memory-ledger.js';
import { tellStory } from './support/story.js';
import { submittedNames } from './support/valid-calls.js';
import type { Clinic } from './support/clinic.js';

let hospital: Clinic;

beforeAll(async () => {
  hospital = await tellStory();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Everything that a transaction would write to the ledger, in a form that can be compared byte for byte. */
function outcome({ status, message, payload, writes, event }: Simulation) {
  const written = writes.map(({ collection, key, value }) => [
    collection,
    key,
    value === undefined ? 'purge' : Buffer.from(value).toString('hex'),
  ]);
  return {
    status,
    message,
    payload,
    written,
    event: event && [event.name, Buffer.from(event.payload).toString('hex')],
  };
}

function elsewhere(clock: string, zone: string, random: number): void {
  vi.useFakeTimers({ now: new Date(clock), toFake: ['Date'] });
  vi.stubEnv('TZ', zone);
  vi.stubEnv('LANG', 'tr_TR.UTF-8');
  vi.spyOn(Math, 'random').mockReturnValue(random);
}

/** Replays the whole history at another peer, as another organization would endorse it. */
async function replay(): Promise<{ outcomes: unknown[]; ledger: MemoryLedger }> {
  const peer = new Peer(hospital.world.consortium);
  const outcomes: unknown[] = [];
  for (const { proposal } of hospital.world.history) outcomes.push(outcome(await peer.submit(proposal)));
  return { outcomes, ledger: peer.ledger };
}

describe('two endorsers with different clocks, time zones and seeds', () => {
  test('agree on every byte of every submitted function', async () => {
    const told = hospital.world.history.map(({ simulation }) => outcome(simulation));
    elsewhere('1999-12-31T23:59:59.999Z', 'Pacific/Kiritimati', 0.1);
    const there = await replay();
    elsewhere('2042-02-28T03:00:00.000Z', 'America/St_Johns', 0.9);
    const elsewhereAgain = await replay();
    expect(there.outcomes).toEqual(told);
    expect(elsewhereAgain.outcomes).toEqual(told);
  });

  test('have tried every function', () => {
    const tried = new Set(hospital.world.history.map(({ proposal }) => proposal.args[0]));
    expect([...tried].sort()).toEqual(
      submittedNames.map((name) => `${submittedFunctions[name].contract}:${name}`).sort(),
    );
  });

  test('agree on every answer of every evaluated function', async () => {
    const { world, alice, report, consent, assignment, request } = hospital;
    const subjects: Record<EvaluatedFunction, readonly string[]> = {
      ReadOrganization: ['HospitalAMSP'],
      ReadConsortium: [],
      ReadPerson: [alice.name],
      ReadReport: [report.reportId],
      ReadVersion: [report.versionId, 'own'],
      ReadConsent: [consent],
      ReadPreferences: [alice.name],
      ReadAssignment: [assignment],
      ReadRequest: [request],
      ReadDisclosure: ['no id'],
      ReadRelease: ['no id'],
      ReadFetch: ['no id'],
    };
    for (const [name, args] of Object.entries(subjects) as [EvaluatedFunction, readonly string[]][]) {
      const proposal: RawProposal = {
        txId: 'ab'.repeat(32),
        channel: 'medseal',
        time: world.time,
        creator: alice.creator,
        args: [`${evaluatedFunctions[name].contract}:${name}`, ...args],
        transient: new Map(),
      };
      elsewhere('1999-12-31T23:59:59.999Z', 'Pacific/Kiritimati', 0.1);
      const one = outcome(await world.peer.simulate(proposal));
      elsewhere('2042-02-28T03:00:00.000Z', 'America/St_Johns', 0.9);
      expect(outcome(await world.peer.simulate(proposal))).toEqual(one);
    }
  });
});
