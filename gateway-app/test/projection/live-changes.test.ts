import type { JsonValue, PersonId, Pseudonym } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import { type ChangeLog, topics } from '../../src/domain/ledger/changes.js';
import type { SignedInPerson } from '../../src/domain/shared/signed-in-person.js';
import { SqliteChangeLog } from '../../src/projection/sqlite-change-log.js';
import { type Change, LiveChanges } from '../../src/workers/live-changes.js';
import { newId, TestChain, type TestWrite, withoutPrivateData } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

const failure = vi.fn();
const role = 'doctor';

function person(changes: Partial<SignedInPerson> = {}): SignedInPerson {
  const personId = newId('person') as PersonId;
  const pseudonym = newId('pseudonym') as Pseudonym;
  const hospital = { mspId: 'HospitalAMSP', organization: 'HospitalA' };
  return { personId, pseudonym, role: 'patient', ...hospital, fullName: '', ...changes };
}

const patient = person();
const doctor = person({ role, mspId: 'HospitalBMSP', organization: 'HospitalB' });
const colleague = person({ role, mspId: 'HospitalBMSP', organization: 'HospitalB' });
const registrar = person({ role: 'registrar' });
const auditor = person({ role: 'auditor' });
const everybody = { patient, doctor, colleague, registrar, auditor };
type Name = keyof typeof everybody;

let chain: TestChain;
let heard: Record<Name, Change[]>;
let stops: (() => void)[];
let asked: number;
let apply: (block: LedgerBlock) => Promise<void>;
let live: LiveChanges;
let refuses: boolean;

beforeEach(async () => {
  chain = new TestChain();
  const { projection, database } = await projectionOf([]);
  const log = new SqliteChangeLog(database);
  asked = 0;
  refuses = false;
  const changes: ChangeLog = {
    changesIn: (blocks) => {
      asked++;
      return refuses ? Promise.reject(new Error('locked')) : log.changesIn(blocks);
    },
  };
  live = new LiveChanges({ changes, feed: projection, onFailure: failure });
  heard = { patient: [], doctor: [], colleague: [], registrar: [], auditor: [] };
  stops = Object.entries(everybody).map(([name, each]) =>
    live.listen(each, (change) => heard[name as Name].push(change)),
  );
  apply = (block) => projection.apply(block);
});

function written(
  type: TestWrite['type'],
  parts: readonly string[],
  fields: Readonly<Record<string, JsonValue>>,
) {
  return { type, parts, fields };
}

/** A consent of the patient, active. */
function consent(grantee: JsonValue, scope: JsonValue): TestWrite {
  const fields = { patient: patient.pseudonym, grantee, scope, state: 'active' };
  return written('consent', [newId('consent')], fields);
}

/** Puts a block in and returns the topics that each person received. */
async function topicsOf(called: string, ...writes: readonly TestWrite[]) {
  const before = heard.patient.length;
  await apply(chain.add({ function: called, writes }));
  await vi.waitFor(() => {
    expect(heard.patient.length).toBeGreaterThan(before);
  });
  const last = Object.entries(heard).map(([name, all]) => [name, [...(all.at(-1)?.topics ?? [])].sort()]);
  return Object.fromEntries(last) as Record<Name, string[]>;
}

const ledger = ['ledger'];
const nobody = ['ledger', 'permissions'];

describe('a block is announced', () => {
  test('of a reading: to patient and reader, and to auditors', async () => {
    const fields = { patient: patient.pseudonym, reader: doctor.pseudonym, outcome: 'permit' };
    const reading = written('disclosure', [newId('disclosure')], fields);
    expect(await topicsOf('DisclosureContract:DiscloseReport', reading)).toEqual({
      patient: ['disclosures', 'ledger'],
      doctor: ['disclosures', 'ledger'],
      colleague: ledger,
      registrar: ledger,
      auditor: ['audit', 'ledger'],
    });
  });

  test('of a consent: to patient and grantee, and to everyone that permissions may have changed', async () => {
    const told = await topicsOf(
      'ConsentContract:GrantConsent',
      consent({ person: doctor.pseudonym }, { all: true }),
    );
    expect(told).toMatchObject({
      patient: ['consents', 'ledger', 'permissions', 'reports'],
      doctor: ['consents', 'ledger', 'permissions', 'reports'],
      colleague: nobody,
      registrar: nobody,
    });
  });

  test('of a consent to an organization: to its people of the role', async () => {
    const told = await topicsOf(
      'ConsentContract:GrantConsent',
      consent({ organization: 'HospitalBMSP', role }, { all: true }),
    );
    expect(told.doctor).toContain('consents');
    expect(told.colleague).toContain('consents');
    expect(told.registrar).toEqual(nobody);
  });

  test('of a report: also to the grantees of consents that cover it, and only to them', async () => {
    const reportId = newId('report');
    await topicsOf('ConsentContract:GrantConsent', consent({ person: doctor.pseudonym }, { all: true }));
    await topicsOf(
      'ConsentContract:GrantConsent',
      consent({ person: colleague.pseudonym }, { reports: [newId('report')] }),
    );
    const report = written('report', [reportId], { reportId, patient: patient.pseudonym, state: 'active' });
    expect(await topicsOf('ReportContract:WithdrawReport', report)).toMatchObject({
      patient: ['ledger', 'permissions', 'reports'],
      doctor: ['ledger', 'permissions', 'reports'],
      colleague: nobody,
    });
  });

  test('of a report, or of preferences: also to the authors of its versions, whose lists show its state', async () => {
    const [reportId, versionId] = [newId('report'), newId('version')];
    const { pseudonym } = patient;
    const fields = { reportId, versionId, patient: pseudonym, author: doctor.pseudonym, state: 'accepted' };
    await topicsOf('ReportContract:AcceptReport', written('proposal', [versionId], fields));
    const report = written('report', [reportId], { reportId, patient: pseudonym, state: 'withdrawn' });
    const told = await topicsOf('ReportContract:WithdrawReport', report);
    expect(told).toMatchObject({ doctor: ['ledger', 'permissions', 'reports'], colleague: nobody });
    const other = written('report', [newId('report')], { reportId: newId('report'), patient: pseudonym });
    expect((await topicsOf('ReportContract:WithdrawReport', other)).doctor).toEqual(nobody);
    const preferences = written('patient', [pseudonym], { patient: pseudonym, exclusions: [] });
    expect(await topicsOf('ConsentContract:SetPreferences', preferences)).toMatchObject({
      patient: ['ledger', 'permissions', 'preferences', 'reports'],
      doctor: ['ledger', 'permissions', 'reports'],
      colleague: nobody,
    });
  });

  test('of a suspension: also to the patients who share with the person', async () => {
    const { pseudonym } = doctor;
    const suspension = written('person', [pseudonym], { pseudonym, mspId: doctor.mspId, state: 'suspended' });
    const before = await topicsOf('PersonContract:SuspendPerson', suspension);
    expect(before.patient).not.toContain('reports');
    await topicsOf('ConsentContract:GrantConsent', consent({ person: pseudonym }, { all: true }));
    expect((await topicsOf('PersonContract:SuspendPerson', suspension)).patient).toContain('reports');
  });

  test('of people and assignments: to the registrars of their organization', async () => {
    const pseudonym = newId('pseudonym');
    const registered = written('person', [pseudonym], { pseudonym, mspId: 'HospitalAMSP' });
    expect((await topicsOf('PersonContract:RegisterPerson', registered)).registrar).toContain(
      'registrations',
    );
    const elsewhere = written('person', [pseudonym], { pseudonym, mspId: 'HospitalBMSP' });
    expect((await topicsOf('PersonContract:RegisterPerson', elsewhere)).registrar).toEqual(nobody);
    const fields = { patient: patient.pseudonym, doctor: doctor.pseudonym, mspId: 'HospitalAMSP' };
    const assignment = written('assignment', [newId('assignment')], fields);
    expect(await topicsOf('CareContract:AssignSpecialist', assignment)).toMatchObject({
      registrar: ['assignments', 'ledger'],
      doctor: ['assignments', 'ledger'],
      colleague: ledger,
    });
  });

  test('of an auditor’s question: to the people whom it names and to auditors, not to everyone', async () => {
    const auditQueryId = newId('auditQuery');
    const query = { kind: 'search', filter: { patient: patient.pseudonym } };
    const asked = written('auditQuery', [auditQueryId], { auditQueryId, query });
    expect(await topicsOf('AuditContract:RecordAuditQuery', asked)).toEqual({
      patient: ['audit', 'ledger'],
      doctor: ledger,
      colleague: ledger,
      registrar: ledger,
      auditor: ['audit', 'ledger'],
    });
  });

  test('with its number, and nothing else', () => {
    for (const change of Object.values(heard).flat())
      expect(Object.keys(change)).toEqual(['block', 'topics']);
  });
});

test('a change of reports that is not in a block is announced to everyone, without a query', () => {
  live.reportsChanged();
  for (const told of Object.values(heard)) expect(told).toEqual([{ topics: ['reports'] }]);
  expect(asked).toBe(0);
});

describe('the projection is asked', () => {
  test('once for everyone, and not at all while no one listens', async () => {
    await topicsOf('X', consent({ person: doctor.pseudonym }, { all: true }));
    expect(asked).toBe(1);
    for (const stop of stops) stop();
    await apply(chain.add({ function: 'X', writes: [] }));
    expect(asked).toBe(1);
  });

  test('once for all blocks that came meanwhile', async () => {
    for (let count = 0; count < 5; count++) await apply(chain.add({ function: 'X', writes: [] }));
    await vi.waitFor(() => {
      expect(heard.patient.at(-1)?.block).toBe('4');
    });
    expect(asked).toBeLessThanOrEqual(5);
    expect(heard.patient.every(({ topics: told }) => told.includes('ledger'))).toBe(true);
  });

  test('again when missing private data arrives, and then no more', async () => {
    const block = chain.add({
      function: 'X',
      writes: [consent({ person: doctor.pseudonym }, { all: true })],
    });
    await apply(withoutPrivateData(block));
    await vi.waitFor(() => {
      expect(heard.doctor.at(-1)?.topics).toEqual(['ledger', 'permissions']);
    });
    await apply(withoutPrivateData(block));
    await apply(block);
    await vi.waitFor(() => {
      expect(heard.doctor.at(-1)?.topics).toContain('consents');
    });
    await apply(block);
    expect(heard.doctor).toHaveLength(2);
  });

  test('and if it does not answer, everything is announced as changed', async () => {
    refuses = true;
    const told = await topicsOf('X');
    expect(told.colleague).toEqual([...topics].sort());
    expect(failure).toHaveBeenCalled();
  });
});
