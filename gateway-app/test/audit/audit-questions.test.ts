import { setImmediate } from 'node:timers/promises';
import type { JsonValue, Pseudonym } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { AuditWorld, type Named } from '../support/audit-world.js';
import { newId } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

describe('a person finds questions', () => {
  test('about themselves and their own versions', async () => {
    const { world, find } = questions();
    const { patientA, patientB, auditorR } = world.people;
    const versionId = newId('version');
    const proposal = { versionId, reportId: newId('report'), patient: patientA.creator };
    world.write('ReportContract:ProposeReport', world.people.doctorB, {
      type: 'proposal',
      id: versionId,
      fields: proposal,
    });
    put(world, auditorR, { kind: 'search', filter: { patient: patientA.creator } });
    put(world, auditorR, { kind: 'search', filter: { patient: patientB.creator } });
    put(world, auditorR, { kind: 'history', version: versionId });
    put(world, auditorR, { kind: 'search', filter: { person: patientA.creator } });
    const { from, to } = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    put(world, auditorR, { kind: 'accounting', patient: patientA.creator, from, to });
    expect(await find('patientA')).toEqual(['accounting', 'search', 'history', 'search']);
    // The history shows who proposed, and so does the first search.
    expect(await find('doctorB')).toEqual(['history', 'search']);
    expect(await find('patientB')).toEqual(['search']);
  });

  test('whose answers name them, as the one who acted, whom the event concerned, or whom it was for', async () => {
    const { world, find } = questions();
    const { patientA, doctorB, auditorR } = world.people;
    world.read(doctorB, patientA);
    const grantee = { person: doctorB.creator };
    world.write('ConsentContract:GrantConsent', patientA, {
      type: 'consent',
      fields: { consentId: newId('consent'), patient: patientA.creator, grantee, purposes: ['TREAT'] },
    });
    put(world, auditorR, { kind: 'export', format: 'csv', filter: { kinds: ['reading'] } });
    put(world, auditorR, { kind: 'search', filter: { kinds: ['consent'], purpose: 'TREAT' } });
    expect(await find('patientA')).toEqual(['search', 'export']);
    expect(await find('doctorB')).toEqual(['search', 'export']);
    expect(await find('patientB')).toEqual([]);
  });

  test('without any filter, if the auditor sees something about them', async () => {
    const { world, find } = questions();
    const { auditorA, auditorR, doctorB, patientA } = world.people;
    world.read(doctorB, patientA);
    put(world, auditorA, { kind: 'export', format: 'ndjson', filter: {} });
    put(world, auditorR, { kind: 'search', filter: {} });
    expect(await find('patientA')).toEqual(['search', 'export']);
    // Doctor B read at hospital A, and patient B does not belong to hospital A.
    expect(await find('doctorB')).toEqual(['search', 'export']);
    expect(await find('patientB')).toEqual(['search']);
  });

  test('and none whose answers do not name them: for another time, outcome or organization, or asked before', async () => {
    const { world, find } = questions();
    const { auditorR, doctorA, patientA } = world.people;
    const filter = { patient: undefined };
    put(world, auditorR, { kind: 'search', filter: { kinds: ['reading'] } });
    world.read(doctorA, patientA);
    for (const narrower of [
      { outcome: 'refuse' },
      { purpose: 'HRESCH' },
      { basis: 'own' },
      { organization: 'HospitalBMSP' },
      { from: '2027-01-01T00:00:00.000Z' },
      { to: '2026-01-01T00:00:00.000Z' },
      { late: true },
    ])
      put(world, auditorR, { kind: 'search', filter: { ...filter, kinds: ['reading'], ...narrower } });
    expect(await find('patientA')).toEqual([]);
    put(world, auditorR, { kind: 'search', filter: { kinds: ['reading'], outcome: 'permit' } });
    expect(await find('patientA')).toEqual(['search']);
  });

  test('even if thousands of other events come before the one about them', async () => {
    const { world, find } = questions();
    const { auditorR, doctorA, patientA, patientB } = world.people;
    world.read(doctorA, patientB, { purpose: 'HRESCH' });
    const writes = Array.from({ length: 2_000 }, () => {
      const fields = { patient: patientA.creator, reader: doctorA.creator, outcome: 'permit' };
      return { type: 'disclosure' as const, parts: [newId('disclosure')], fields };
    });
    world.chain.add({ function: 'DisclosureContract:DiscloseReport', ...doctorA, writes });
    put(world, auditorR, { kind: 'search', filter: { purpose: 'HRESCH' } });
    expect(await find('doctorA')).toEqual(['search']);
    expect(await find('patientA')).toEqual([]);
  });

  test('page by page, however many other questions there are', async () => {
    const { world, all } = questions();
    const { auditorR, patientA, patientB } = world.people;
    for (let round = 0; round < 5; round++) {
      put(world, auditorR, { kind: 'search', filter: { patient: patientA.creator } });
      put(world, auditorR, { kind: 'search', filter: { patient: patientB.creator } });
    }
    const { auditLog } = await projectionOf(world.chain.blocks);
    const asked = { person: patientA.creator as Pseudonym, regulators: ['RegulatorMSP'] };
    const first = await auditLog.questions(asked, { limit: 3 });
    expect(first.items).toHaveLength(3);
    const rest = await auditLog.questions(asked, { limit: 3, after: first.next ?? '' });
    expect(rest.items).toHaveLength(2);
    expect([...first.items, ...rest.items].map(({ block }) => block)).toEqual(
      (await all('patientA')).map(({ block }) => block),
    );
  });
});

test('other work gets its turn, however many questions and events there are', async () => {
  const world = new AuditWorld();
  const { auditorA, doctorA, patientA, patientB } = world.people;
  const named = { patient: patientA.creator, reader: doctorA.creator, outcome: 'permit', purpose: 'TREAT' };
  const readings = Array.from({ length: 2_000 }, () => {
    const parts = [newId('disclosure')];
    return { type: 'disclosure' as const, parts, fields: { ...named, reportId: newId('report') } };
  });
  world.chain.add({ function: 'DisclosureContract:DiscloseReport', ...doctorA, writes: readings });
  const filter = { kinds: ['reading'], purpose: 'HRESCH', organization: 'HospitalAMSP', outcome: 'permit' };
  const questions = Array.from({ length: 200 }, (_, place) => {
    const auditQueryId = newId('auditQuery');
    const other = place % 2 === 0 ? {} : { patient: patientB.creator };
    const query = { kind: 'search', filter: { ...filter, ...other } };
    return { type: 'auditQuery' as const, parts: [auditQueryId], fields: { auditQueryId, query } };
  });
  world.chain.add({ function: 'AuditContract:RecordAuditQuery', ...auditorA, writes: questions });
  const { auditLog } = await projectionOf(world.chain.blocks);
  for (const { creator } of [patientA, doctorA]) {
    const longest = await longestTurn(async () => {
      const asked = { person: creator as Pseudonym, regulators: [] };
      let after: string | undefined;
      do {
        const page = await auditLog.questions(asked, { limit: 10, ...(after !== undefined && { after }) });
        expect(page.items).toEqual([]);
        after = page.next;
      } while (after !== undefined);
    });
    expect(longest).toBeLessThan(400);
  }
});

/** The longest processor time in which nothing else had a turn, milliseconds. */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  const state = { ended: false };
  const watch = async () => {
    while (!state.ended) {
      const begin = process.cpuUsage();
      await setImmediate();
      const { user, system } = process.cpuUsage(begin);
      longest = Math.max(longest, (user + system) / 1_000);
    }
  };
  const watching = watch();
  await work().finally(() => (state.ended = true));
  await watching;
  return longest;
}

/** A world whose people can be asked which questions are about them, newest first. */
function questions() {
  const world = new AuditWorld();
  const all = async (name: keyof AuditWorld['people']) => {
    const { auditLog } = await projectionOf(world.chain.blocks);
    const person = world.people[name].creator as Pseudonym;
    return (await auditLog.questions({ person, regulators: ['RegulatorMSP'] }, { limit: 10 })).items;
  };
  const find = async (name: keyof AuditWorld['people']) =>
    (await all(name)).map(({ record }) => (record['query'] as { kind: string }).kind);
  return { world, all, find };
}

/** An auditor's question, as its record shows it. */
function put(world: AuditWorld, auditor: Named, query: JsonObject): void {
  const fields = JSON.parse(JSON.stringify({ auditQueryId: newId('auditQuery'), query })) as JsonObject;
  world.write('AuditContract:RecordAuditQuery', auditor, { type: 'auditQuery', fields });
}

type JsonObject = Readonly<Record<string, JsonValue>>;
