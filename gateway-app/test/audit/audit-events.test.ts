import type { PersonId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { auditRoutes } from '../../src/http/routes/audit.js';
import { writeExport } from '../../src/use-cases/audit/audit-export.js';
import { auditOf, sessionOf } from '../support/audit-part.js';
import { AuditWorld, type Named } from '../support/audit-world.js';
import { newId } from '../support/blocks.js';
import { toArray } from '../support/to-array.js';

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
  test('is recorded with pseudonyms and answered with person ids, as of its block', async () => {
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

  test('about an unknown person is not recorded', async () => {
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
  test('lists every reading and refusal of the hospital’s patient, and no others', async () => {
    const world = story();
    const { events, recorded } = await auditOf(world);
    const { patientA, auditorA } = world.people;
    const patient = patientA.personId as PersonId;
    const { items } = await events.account({ patient, ...period }, { limit: 10 }, sessionOf(auditorA));
    expect(items.map(({ kind }) => kind)).toEqual(['refusal', 'reading']);
    expect(recorded).toEqual([{ kind: 'accounting', patient: patientA.creator, ...period }]);
  });

  test('of another hospital’s patient is possible only for that hospital and the regulator', async () => {
    const world = story();
    const { events, recorded } = await auditOf(world);
    const request = { patient: world.people.patientB.personId as PersonId, ...period };
    const ask = (auditor: Named) => events.account(request, { limit: 10 }, sessionOf(auditor));
    await expect(ask(world.people.auditorA)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(recorded).toEqual([]);
    expect((await ask(world.people.auditorR)).items).toHaveLength(1);
  });
});

describe('the period of an accounting', () => {
  const [accounting] = auditRoutes({} as never).filter(({ path }) => path === '/audit/accounting');
  const patient = newId('person');
  const parse = (times: object) => accounting?.body?.safeParse({ patient, ...times });

  test('that ends before it begins is refused before anything is asked', () => {
    const refused = parse({ from: period.to, to: period.from });
    expect(refused?.error?.issues).toMatchObject([{ path: ['to'], message: 'is before the beginning' }]);
  });

  test('may be empty', () => {
    expect(parse(period)?.success).toBe(true);
    expect(parse({ from: period.from, to: period.from })?.success).toBe(true);
  });
});

describe('an export', () => {
  test('contains what a search shows, even over many pages', async () => {
    const world = story();
    for (let more = 0; more < 450; more++) world.read(world.people.doctorB, world.people.patientA);
    const { events } = await auditOf(world);
    const session = sessionOf(world.people.auditorA);
    const { items } = await events.export('ndjson', { kinds: ['reading'] }, session);
    const lines = (await toArray(writeExport('ndjson', items))).map((line) => JSON.parse(line) as object);
    const first = await events.search({ kinds: ['reading'] }, { limit: 200 }, session);
    expect(lines).toHaveLength(451);
    expect(lines.slice(0, 200)).toEqual(first.items);
  });

  test('as CSV has a heading and one line for each event', async () => {
    const world = story();
    const { events } = await auditOf(world);
    const { items } = await events.export('csv', { kinds: ['refusal'] }, sessionOf(world.people.auditorR));
    const [heading = '', line = '', ...rest] = await toArray(writeExport('csv', items));
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
