import { eventFilterSchema, eventKindSchema, type JsonValue, type RecordType } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { AuditScope } from '../../src/domain/audit/audit-log.js';
import { eventOf } from '../../src/domain/ledger/event-kinds.js';
import { AuditWorld, type Named } from '../support/audit-world.js';
import { newId } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

const hospitalA: AuditScope = { mspId: 'HospitalAMSP' };
const hospitalB: AuditScope = { mspId: 'HospitalBMSP' };

async function found(world: AuditWorld, filter: object, scope: AuditScope = 'all') {
  const { auditLog } = await projectionOf(world.chain.blocks);
  const upTo = String(world.chain.blocks.length - 1);
  const selection = { filter: eventFilterSchema.parse(filter), scope, upTo };
  return (await auditLog.events(selection, { limit: 200 })).items;
}

describe('the kind of an event', () => {
  const kinds: readonly (readonly [RecordType, string, string | undefined])[] = [
    ['person', 'PersonContract:RegisterPerson', 'registration'],
    ['person', 'PersonContract:ApprovePerson', 'approval'],
    ['person', 'PersonContract:RefusePerson', 'disapproval'],
    ['person', 'PersonContract:VerifyIdentity', 'identity-check'],
    ['person', 'PersonContract:SuspendPerson', 'suspension'],
    ['person', 'PersonContract:ReinstatePerson', 'reinstatement'],
    ['patient', 'PersonContract:RegisterPerson', undefined],
    ['patient', 'ConsentContract:SetPreferences', 'preferences'],
    ['assignment', 'CareContract:AssignSpecialist', 'assignment'],
    ['assignment', 'CareContract:EndAssignment', 'assignment-end'],
    ['request', 'CareContract:RequestPermission', 'request'],
    ['request', 'CareContract:DecideRequest', 'decision'],
    ['request', 'CareContract:WithdrawRequest', 'request-withdrawal'],
    ['consent', 'CareContract:DecideRequest', 'consent'],
    ['consent', 'ConsentContract:GrantConsent', 'consent'],
    ['consent', 'ConsentContract:AddWraps', undefined],
    ['consent', 'ConsentContract:RevokeConsent', 'revocation'],
    ['proposal', 'ReportContract:ProposeReport', 'proposal'],
    ['report', 'ReportContract:ProposeReport', undefined],
    ['proposal', 'ReportContract:AcceptReport', 'acceptance'],
    ['proposal', 'ReportContract:RejectReport', 'rejection'],
    ['proposal', 'ReportContract:WithdrawProposal', 'proposal-withdrawal'],
    ['report', 'ReportContract:WithdrawReport', 'withdrawal'],
    ['disclosure', 'DisclosureContract:DiscloseReport', 'reading'],
    ['auditQuery', 'AuditContract:RecordAuditQuery', 'query'],
    ['wrap', 'ConsentContract:GrantConsent', undefined],
  ];
  test.each(kinds)('of %s written by %s is %s', (type, called, kind) => {
    expect(eventOf(type, called, {})?.event).toBe(kind);
  });

  test('differs for each act', () => {
    const acts = kinds.flatMap(([, called, kind]) =>
      kind === undefined ? [] : [[kind, called.split(':')[1]]],
    );
    const byKind = Map.groupBy(acts, ([kind]) => kind);
    const shared = [...byKind].flatMap(([kind, of]) => (of.length > 1 ? [[kind, of.length]] : []));
    // A consent is the same fact, whether it was requested or not.
    expect(shared).toEqual([['consent', 2]]);
  });

  test('is a refusal for a refused reading, and something makes every kind', () => {
    const refused = eventOf('disclosure', 'DisclosureContract:DiscloseReport', { outcome: 'refuse' });
    expect(refused?.event).toBe('refusal');
    const made = new Set([...kinds.map(([, , kind]) => kind), 'refusal']);
    expect(eventKindSchema.options.filter((kind) => !made.has(kind))).toEqual([]);
  });
});

describe('an event is seen', () => {
  type Act = (world: AuditWorld) => void;
  const table: readonly (readonly [string, Act, A: boolean, B: boolean])[] = [
    [
      'A’s doctor reads A’s patient',
      (w) => {
        w.read(w.people.doctorA, w.people.patientA);
      },
      true,
      false,
    ],
    [
      'B’s doctor reads A’s patient',
      (w) => {
        w.read(w.people.doctorB, w.people.patientA);
      },
      true,
      true,
    ],
    [
      'A’s doctor reads B’s patient',
      (w) => {
        w.read(w.people.doctorA, w.people.patientB);
      },
      true,
      true,
    ],
    [
      'B’s doctor reads B’s patient',
      (w) => {
        w.read(w.people.doctorB, w.people.patientB);
      },
      false,
      true,
    ],
    [
      'the regulator asks about A’s patient',
      (w) => {
        ask(w, w.people.patientA.creator);
      },
      true,
      false,
    ],
    [
      'the regulator asks about no one',
      (w) => {
        ask(w, undefined);
      },
      false,
      false,
    ],
    [
      'A’s operator approves A’s auditor',
      (w) => {
        approve(w);
      },
      true,
      false,
    ],
    [
      'the regulator suspends B’s doctor',
      (w) => {
        suspend(w);
      },
      false,
      true,
    ],
  ];
  test.each(table)('%s', async (_name, act, seenByA, seenByB) => {
    const world = new AuditWorld();
    const before = world.chain.blocks.length;
    act(world);
    const fresh = (items: readonly { block: string }[]) =>
      items.filter(({ block }) => Number(block) >= before).length;
    expect(fresh(await found(world, {}, 'all'))).toBe(1);
    expect(fresh(await found(world, {}, hospitalA))).toBe(seenByA ? 1 : 0);
    expect(fresh(await found(world, {}, hospitalB))).toBe(seenByB ? 1 : 0);
  });
});

function ask(world: AuditWorld, patient: string | undefined): void {
  const filter: Record<string, JsonValue> = patient === undefined ? {} : { patient };
  const fields = { auditQueryId: newId('auditQuery'), query: { kind: 'search', filter } };
  world.write('AuditContract:RecordAuditQuery', world.people.auditorR, { type: 'auditQuery', fields });
}

function approve(world: AuditWorld): void {
  changePerson(
    world,
    world.people.auditorA,
    { mspId: 'HospitalAMSP', creator: 'HospitalAMSP' },
    'ApprovePerson',
  );
}

function suspend(world: AuditWorld): void {
  changePerson(world, world.people.doctorB, world.people.auditorR, 'SuspendPerson');
}

function changePerson(
  world: AuditWorld,
  { creator: pseudonym, personId, mspId }: Named,
  by: Readonly<{ mspId: string; creator: string }>,
  name: string,
): void {
  const fields = { pseudonym, personId, mspId, state: 'changed' };
  world.write(`PersonContract:${name}`, by, { type: 'person', id: pseudonym, fields });
}

describe('events', () => {
  const filters: readonly (readonly [string, (world: AuditWorld) => object, readonly string[]])[] = [
    ['kind', () => ({ kinds: ['refusal'] }), ['3']],
    [
      'patient',
      ({ people }) => ({ kinds: ['reading', 'refusal'], patient: people.patientA.creator }),
      ['3', '1'],
    ],
    [
      'person',
      ({ people }) => ({ kinds: ['reading', 'refusal'], person: people.doctorB.creator }),
      ['4', '3'],
    ],
    ['organization', () => ({ kinds: ['reading'], organization: 'HospitalAMSP' }), ['2', '1']],
    ['purpose', () => ({ purpose: 'HRESCH' }), ['5', '2']],
    ['basis', () => ({ basis: 'author' }), ['4']],
    ['outcome', () => ({ outcome: 'refuse' }), ['3']],
    ['from', () => ({ kinds: ['reading'], from: '2026-11-24T12:02:00.000Z' }), ['4', '2']],
    ['to, exclusively', () => ({ kinds: ['reading'], to: '2026-11-24T12:02:00.000Z' }), ['1']],
  ];

  function story(): AuditWorld {
    const world = new AuditWorld();
    const { doctorA, doctorB, patientA, patientB } = world.people;
    const at = (minute: number) => `2026-11-24T12:0${minute}:00.000Z`;
    world.read(doctorA, patientA, { basis: { kind: 'consent', id: newId('consent') } }, at(1));
    world.read(doctorA, patientB, { purpose: 'HRESCH' }, at(2));
    world.read(doctorB, patientA, { outcome: 'refuse', reason: 'NO_BASIS' }, at(3));
    world.read(doctorB, patientB, { basis: { kind: 'author' } }, at(4));
    const consent = {
      patient: patientA.creator,
      purposes: ['TREAT', 'HRESCH'],
      grantee: { person: doctorB.creator },
    };
    world.write(
      'ConsentContract:GrantConsent',
      { ...patientA, at: at(5) },
      { type: 'consent', fields: consent },
    );
    return world;
  }

  test.each(filters)('are filtered by %s', async (_name, filterOf, minutes) => {
    const world = story();
    const items = await found(world, filterOf(world));
    expect(items.map(({ at }) => at.slice(15, 16))).toEqual(minutes);
  });

  test('are the same page by page as all at once, whatever happens meanwhile', async () => {
    const world = story();
    const { auditLog, projection } = await projectionOf(world.chain.blocks);
    const scope = 'all';
    const { items: all } = await auditLog.events({ filter: {}, scope, upTo: '99' }, { limit: 200 });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await auditLog.events(
        { filter: {}, scope, upTo: '99' },
        { limit: 3, ...(after === undefined ? {} : { after }) },
      );
      paged.push(...page.items.map(({ transactionId }) => transactionId));
      after = page.next;
      world.read(world.people.doctorB, world.people.patientB);
      await projection.apply(world.chain.blocks.at(-1) as (typeof world.chain.blocks)[number]);
    } while (after !== undefined);
    expect(paged).toEqual(all.map(({ transactionId }) => transactionId));
  });

  test('of later blocks than requested are left out', async () => {
    const world = story();
    const { auditLog } = await projectionOf(world.chain.blocks);
    const { items } = await auditLog.events({ filter: {}, scope: 'all', upTo: '6' }, { limit: 200 });
    expect(items.map(({ block }) => block)).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });
});
