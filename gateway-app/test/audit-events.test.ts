import { type AuditQuery, type JsonValue, type PersonId, versionIdSchema } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { BlockLookup } from '../src/domain/block.js';
import { Failure } from '../src/domain/failure.js';
import type { ActRequest, Committed, Ledger } from '../src/domain/ledger.js';
import type { Organizations } from '../src/domain/organizations.js';
import type { PeopleDirectory } from '../src/domain/people.js';
import type { OpenSession } from '../src/domain/sessions.js';
import { AuditEvents } from '../src/use-cases/audit-events.js';
import { writeExport } from '../src/use-cases/audit-export.js';
import { AuditHistory } from '../src/use-cases/audit-history.js';
import { AuditItems } from '../src/use-cases/audit-items.js';
import { AuditWorld, type Named } from './ground/audit-world.js';
import { newId } from './ground/blocks.js';
import { projectionOf } from './ground/projection-file.js';

const organizations: Organizations = {
  all: () =>
    Promise.resolve(
      (['HospitalA', 'HospitalB', 'Regulator'] as const).map((name) => ({
        ...{ mspId: `${name}MSP`, name, memberUrl: '', keyAgentUrl: '', tlsRoot: '', keys: [] },
        kind: name === 'Regulator' ? 'regulator' : 'hospital',
      })),
    ),
  byMspId: async (mspId) => {
    const found = (await organizations.all()).find((each) => each.mspId === mspId);
    if (found === undefined) throw new Failure('NOT_FOUND', 'no such organization');
    return found;
  },
};

/** A gateway's audit part over a world in memory, whose ledger records queries as blocks of the same chain. */
async function auditOf(world: AuditWorld) {
  const { projection, auditLog } = await projectionOf(world.chain.blocks);
  const recorded: AuditQuery[] = [];
  const state = { fails: false };
  const ledger = {
    submit: async (request: ActRequest<'RecordAuditQuery'>, actor: { name: string }): Promise<Committed> => {
      if (state.fails) throw new Failure('UNAVAILABLE', 'no majority');
      recorded.push(request.statement.query);
      const fields = { query: request.statement.query as JsonValue };
      const auditor = Object.values(world.people).find(({ creator }) => creator === actor.name) as Named;
      world.write('AuditContract:RecordAuditQuery', auditor, { type: 'auditQuery', fields });
      const block = world.chain.blocks.at(-1) as (typeof world.chain.blocks)[number];
      await projection.apply(block);
      return { transactionId: block.transactions[0]?.transactionId ?? '', block: block.number.toString() };
    },
  } as unknown as Ledger;
  const people = directoryOf(world);
  const items = new AuditItems(people, organizations);
  const parts = { ledger, projection, people, organizations, auditLog, items };
  return { events: new AuditEvents(parts), recorded, state, projection, parts };
}

function directoryOf(world: AuditWorld): PeopleDirectory {
  const known = Object.values(world.people).map(({ creator: pseudonym, ...rest }) => ({
    pseudonym,
    ...rest,
  }));
  const find = (field: 'personId' | 'pseudonym', value: string) =>
    Promise.resolve(known.find((person) => person[field] === value));
  return {
    byPersonId: (id) => find('personId', id),
    byPseudonym: (id) => find('pseudonym', id),
  } as PeopleDirectory;
}

function sessionOf({ mspId, creator: pseudonym, personId }: Named): OpenSession {
  return {
    person: { mspId, pseudonym, personId, role: 'auditor' },
    actor: { name: pseudonym },
  } as OpenSession;
}

function story(): AuditWorld {
  const world = new AuditWorld();
  const { patientA, patientB, doctorA, doctorB } = world.people;
  world.read(doctorA, patientA, { basis: { kind: 'own' } });
  world.read(doctorB, patientA, { outcome: 'refuse', reason: 'NO_BASIS' });
  world.read(doctorB, patientB);
  return world;
}

const period = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

describe('an auditor’s question', () => {
  test('is recorded with pseudonyms, and answered with person ids as of its block', async () => {
    const world = story();
    const { events, recorded } = await auditOf(world);
    const { patientA, auditorA, doctorB } = world.people;
    const request = {
      patient: patientA.personId as PersonId,
      kinds: ['reading' as const, 'refusal' as const],
    };
    const answer = await events.search(request, { limit: 10 }, sessionOf(auditorA));
    expect(recorded).toEqual([
      { kind: 'search', filter: { kinds: request.kinds, patient: patientA.creator } },
    ]);
    expect(answer.recorded).toMatchObject({ block: '9', asOfBlock: '9' });
    expect(answer.recorded.auditQueryId).toMatch(/^aud_/);
    expect(answer.items).toMatchObject([
      { kind: 'refusal', outcome: 'refuse', reason: 'NO_BASIS', actor: { personId: doctorB.personId } },
      { kind: 'reading', basis: { kind: 'own' }, purposes: ['TREAT'] },
    ]);
    expect(JSON.stringify(answer)).not.toContain('nym_');
  });

  test('is not answered when it cannot be recorded', async () => {
    const world = story();
    const { events, state, recorded } = await auditOf(world);
    state.fails = true;
    const session = sessionOf(world.people.auditorR);
    const patient = world.people.patientA.personId as PersonId;
    const attempts = [
      events.search({}, { limit: 10 }, session),
      events.account({ patient, ...period }, { limit: 10 }, session),
      events.export('csv', {}, session),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(recorded).toEqual([]);
  });

  test('about somebody unknown is not recorded', async () => {
    const { events, recorded } = await auditOf(story());
    const session = sessionOf(new AuditWorld().people.auditorR);
    await expect(
      events.search({ patient: newId('person') as PersonId }, { limit: 1 }, session),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(events.search({ organization: 'Nowhere' }, { limit: 1 }, session)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(recorded).toEqual([]);
  });
});

describe('an accounting', () => {
  test('lists every reading and refusal of an own patient, and no others', async () => {
    const world = story();
    const { events, recorded } = await auditOf(world);
    const { patientA, auditorA } = world.people;
    const patient = patientA.personId as PersonId;
    const { items } = await events.account({ patient, ...period }, { limit: 10 }, sessionOf(auditorA));
    expect(items.map(({ kind }) => kind)).toEqual(['refusal', 'reading']);
    expect(recorded).toEqual([{ kind: 'accounting', patient: patientA.creator, ...period }]);
  });

  test('of another hospital’s patient is for that hospital and the regulator', async () => {
    const world = story();
    const { events, recorded } = await auditOf(world);
    const request = { patient: world.people.patientB.personId as PersonId, ...period };
    const ask = (auditor: Named) => events.account(request, { limit: 10 }, sessionOf(auditor));
    await expect(ask(world.people.auditorA)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(recorded).toEqual([]);
    expect((await ask(world.people.auditorR)).items).toHaveLength(1);
  });
});

describe('an export', () => {
  test('holds what a search shows, also over many pages', async () => {
    const world = story();
    for (let more = 0; more < 450; more++) world.read(world.people.doctorB, world.people.patientA);
    const { events } = await auditOf(world);
    const session = sessionOf(world.people.auditorA);
    const { items } = await events.export('ndjson', { kinds: ['reading'] }, session);
    const lines = (await Array.fromAsync(writeExport('ndjson', items))).map(
      (line) => JSON.parse(line) as object,
    );
    const first = await events.search({ kinds: ['reading'] }, { limit: 200 }, session);
    expect(lines).toHaveLength(451);
    expect(lines.slice(0, 200)).toEqual(first.items);
  });

  test('as CSV has one line for each event under a heading', async () => {
    const world = story();
    const { events } = await auditOf(world);
    const { items } = await events.export('csv', { kinds: ['refusal'] }, sessionOf(world.people.auditorR));
    const [heading = '', line = '', ...rest] = await Array.fromAsync(writeExport('csv', items));
    expect(rest).toEqual([]);
    const row = Object.fromEntries(
      heading
        .trim()
        .split(',')
        .map((name, index) => [name, line.trim().split(',')[index]]),
    );
    expect(row).toMatchObject({
      ...{ kind: 'refusal', outcome: 'refuse', reason: 'NO_BASIS', purposes: 'TREAT', basis: '' },
      ...{ actorId: world.people.doctorB.personId, actorOrganization: 'HospitalB' },
      subjectId: world.people.patientA.personId,
    });
  });
});

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
    const { parts, recorded } = await auditOf(world);
    const history = new AuditHistory({ ...parts, lookup: change(lookup), mspId: 'HospitalAMSP' });
    return { world, versionId, history, recorded };
  }

  /** The newest block's write read what block 6 wrote before. */
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

  test('of a stranger’s version is not shown, nor recorded', async () => {
    const { world, versionId, history, recorded } = await historyOf();
    await expect(
      history.of(versionId, sessionOf({ ...world.people.auditorA, mspId: 'HospitalBMSP' })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(recorded).toEqual([]);
  });

  const differences: readonly (readonly [string, object])[] = [
    ['another value', { value: '{}' }],
    ['a state between that is not shown', { replaces: '5:0' }],
    ['another key', { keyHash: '00' }],
  ];
  test.each(differences)('fails when the peer’s block shows %s', async (_name, difference) => {
    const { world, versionId, history } = await historyOf(({ block }) => ({
      block: async (number, mspId) => {
        const found = await block(number, mspId);
        const transactions = found.transactions.map((each) => ({
          ...each,
          writes: each.writes.map((write) => ({ ...write, ...difference })),
        }));
        return number === '8' ? { ...found, transactions } : found;
      },
    }));
    await expect(history.of(versionId, sessionOf(world.people.auditorR))).rejects.toMatchObject({
      code: 'INTEGRITY',
    });
  });
});
