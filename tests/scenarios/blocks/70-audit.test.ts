import { beforeAll, describe, expect, test } from 'vitest';
import {
  account,
  allEvents,
  type AuditEvent,
  exportEvents,
  type Recorded,
  searchEvents,
} from '../../src/kit/api/audit.js';
import { type Story, tellStory } from '../../src/kit/api/audit-story.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';

const network = new Network();
const period = { from: '2020-01-01T00:00:00.000Z', to: inSeconds(3600) };

let story: Story;
let auditorA: Person;
let auditorB: Person;
let regulator: Person;

beforeAll(async () => {
  [auditorA, auditorB, regulator] = await Promise.all([
    network.demoPerson('HospitalA', 'auditor'),
    network.demoPerson('HospitalB', 'auditor'),
    network.demoPerson('Regulator', 'auditor'),
  ]);
  story = await tellStory(network);
});

const aboutPatient = (more: object = {}) => ({ patient: story.patientA.personId, ...more });
const readings = { kinds: ['reading', 'refusal'] };
const transactionsOf = (events: readonly AuditEvent[]) => events.map(({ transactionId }) => transactionId);

describe('an auditor’s search', () => {
  test('finds one of every kind of event of the hospital’s patients and staff', async () => {
    const ofPatient = await allEvents(auditorA, aboutPatient());
    const kinds = new Set(ofPatient.map(({ kind }) => kind));
    for (const kind of [
      ...['registration', 'proposal', 'acceptance', 'rejection', 'consent', 'revocation'],
      ...['reading', 'refusal', 'assignment', 'request', 'decision'],
    ])
      expect(kinds).toContain(kind);
    const ofDoctor = await allEvents(auditorA, {
      patient: story.drA.personId,
      kinds: ['suspension', 'reinstatement'],
    });
    expect(ofDoctor).toHaveLength(2);
    expect(JSON.stringify([ofPatient, ofDoctor])).not.toContain('nym_');
  });

  test('says who, when, what for, on which basis and with which outcome', async () => {
    const { items } = await searchEvents(auditorA, aboutPatient({ outcome: 'refuse' }));
    expect(items).toMatchObject([
      {
        kind: 'refusal',
        ...{ outcome: 'refuse', reason: 'NO_BASIS', purposes: ['TREAT'] },
        actor: { personId: story.drA.personId, organization: 'HospitalA' },
        subject: { personId: story.patientA.personId, organization: 'HospitalA' },
        disclosureId: story.disclosures[1],
        function: 'DisclosureContract:DiscloseReport',
      },
    ]);
  });

  test('shows a hospital what concerns its patients or its staff, the regulator everything', async () => {
    const about = aboutPatient(readings);
    const [seenByA, seenByB, seenByAll] = await Promise.all([
      allEvents(auditorA, about),
      allEvents(auditorB, about),
      allEvents(regulator, about),
    ]);
    expect(transactionsOf(seenByA)).toEqual(transactionsOf(seenByAll));
    expect(seenByB.map(({ actor }) => actor.personId)).toEqual([story.drB.personId]);
    const registered = { patient: story.patientB.personId, kinds: ['registration'] };
    expect(await allEvents(auditorA, registered)).toEqual([]);
    expect(await allEvents(regulator, registered)).toHaveLength(1);
  });

  test('gives the same rows page by page, while new events arrive', async () => {
    const about = aboutPatient(readings);
    const first = await searchEvents(regulator, { ...about, limit: 2 });
    const all = await allEvents(regulator, about);
    await problemOf(story.drA.disclose(story.report.reportId));
    const rest = await allEvents(regulator, { ...about, after: first.next }, 1);
    expect(transactionsOf([...first.items, ...rest])).toEqual(transactionsOf(all));
  });

  test('is refused to everyone else, and not recorded for them', async () => {
    const before = await recordedQueries();
    for (const person of [story.patientA, story.drA, story.registrarA]) {
      expect(await problemOf(searchEvents(person))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      expect(await problemOf(exportEvents(person, 'csv'))).toMatchObject({ status: 403 });
      expect(await problemOf(account(person, story.patientA, period))).toMatchObject({ status: 403 });
      expect(await problemOf(history(person, story.report))).toMatchObject({ status: 403 });
    }
    // Only the counting itself was recorded.
    expect(await recordedQueries()).toBe(before + 1);
  });

  test('with an unknown field, person or kind is refused', async () => {
    expect(await problemOf(searchEvents(auditorA, { diagnosis: 'x' }))).toMatchObject({ status: 400 });
    expect(await problemOf(searchEvents(auditorA, { kinds: ['gossip'] }))).toMatchObject({ status: 400 });
    expect(await problemOf(searchEvents(auditorA, { patient: 'per_0' }))).toMatchObject({ status: 400 });
    expect(await problemOf(searchEvents(auditorA, { after: '?' }))).toMatchObject({ status: 400 });
  });

  async function recordedQueries(): Promise<number> {
    return (await allEvents(regulator, { kinds: ['query'] })).length;
  }
});

describe('every question', () => {
  test('is on the ledger before its answer, signed by the auditor, and an event itself', async () => {
    const asked = await searchEvents(auditorA, aboutPatient({ kinds: ['reading'] }));
    await expectOnLedger(asked);
    const { items } = await searchEvents(regulator, { kinds: ['query'], person: auditorA.personId });
    expect(items[0]).toMatchObject({
      ...{ kind: 'query', asked: 'search', auditQueryId: asked.auditQueryId, block: asked.block },
      actor: { personId: auditorA.personId, organization: 'HospitalA' },
      subject: { personId: story.patientA.personId },
    });
  });

  test('of any kind is recorded', async () => {
    await expectOnLedger(await account(auditorA, story.patientA, period));
    await expectOnLedger(await exportEvents(auditorA, 'ndjson', aboutPatient()));
    await expectOnLedger(await history(auditorA, story.report));
  });

  test('that named a patient is shown to that patient, and to nobody else', async () => {
    const { auditQueryId } = await account(auditorA, story.patientA, period);
    const ofVersion = await history(regulator, story.report);
    const { items } = await queriesAbout(story.patientA);
    expect(items.find((each) => each.auditQueryId === auditQueryId)).toMatchObject({
      ...{ asked: 'accounting', from: period.from },
      auditor: { personId: auditorA.personId, organization: 'HospitalA' },
    });
    expect(items.map((each) => each.auditQueryId)).toContain(ofVersion.auditQueryId);
    const strangers = (await queriesAbout(story.patientB)).items.map((each) => each.auditQueryId);
    expect(strangers).not.toContain(auditQueryId);
    // The accounting names who read.
    const ofReader = (await queriesAbout(story.drA)).items;
    expect(ofReader.find((each) => each.auditQueryId === auditQueryId)).toMatchObject({ named: 'answer' });
  });

  test('whose answer names a person is shown to them, however it was asked', async () => {
    const byActor = await searchEvents(auditorA, { person: story.patientA.personId });
    const everything = await exportEvents(regulator, 'ndjson', {});
    const { items } = await queriesAbout(story.patientA);
    const namedBy = ({ auditQueryId }: Recorded) =>
      items.find((each) => each.auditQueryId === auditQueryId)?.named;
    expect([namedBy(byActor), namedBy(everything)]).toEqual(['question', 'answer']);
    const others = (await queriesAbout(story.patientB)).items.map((each) => each.auditQueryId);
    expect(others).toContain(everything.auditQueryId);
    expect(others).not.toContain(byActor.auditQueryId);
  });

  async function queriesAbout(
    person: Person,
  ): Promise<{ items: { auditQueryId: string; named: 'question' | 'answer' }[] }> {
    return await person.call('GET', '/audit/queries?about=me');
  }

  async function expectOnLedger({ auditQueryId, transactionId, block, asOfBlock }: Recorded): Promise<void> {
    expect(auditQueryId).toMatch(/^aud_/);
    expect(asOfBlock).toBe(block);
    // Asked at the other hospital, whose gateway may still be reading the block.
    const seen = await eventually('the transaction at the other hospital', () =>
      story.patientB.call<object>('GET', `/ledger/transactions/${transactionId}`),
    );
    expect(seen).toMatchObject({
      ...{ block, valid: true, function: 'AuditContract:RecordAuditQuery', keysWritten: 1 },
    });
  }
});

describe('an accounting of disclosures', () => {
  test('holds every reading and refusal of a patient in the period', async () => {
    const { items } = await account(auditorA, story.patientA, period);
    const recorded = items.map(({ disclosureId }) => disclosureId);
    for (const disclosureId of story.disclosures) expect(recorded).toContain(disclosureId);
    const own = await story.patientA.call<{ items: { disclosureId: string }[] }>(
      'GET',
      '/disclosures?view=of-me',
    );
    expect(recorded).toEqual(own.items.map(({ disclosureId }) => disclosureId));
    const none = await account(auditorA, story.patientA, {
      from: period.from,
      to: '2020-01-02T00:00:00.000Z',
    });
    expect(none.items).toEqual([]);
  });

  test('is given by the patient’s hospital and the regulator only', async () => {
    expect(await problemOf(account(auditorB, story.patientA, period))).toMatchObject({ status: 403 });
    expect((await account(regulator, story.patientA, period)).items.length).toBeGreaterThan(3);
  });
});

describe('an export', () => {
  test('as NDJSON equals the search', async () => {
    const about = aboutPatient(readings);
    const { text, mediaType } = await exportEvents(auditorA, 'ndjson', about);
    const lines = text.trimEnd().split('\n');
    expect(mediaType).toBe('application/x-ndjson');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await allEvents(auditorA, about));
  });

  test('as CSV has the same rows, and no field that a spreadsheet would run', async () => {
    const about = aboutPatient(readings);
    const { text, mediaType } = await exportEvents(auditorA, 'csv', about);
    const [heading = '', ...lines] = text.trimEnd().split('\r\n');
    const columns = heading.split(',');
    const ids = lines.map((line) => line.split(',')[columns.indexOf('transactionId')]);
    expect(mediaType).toMatch(/^text\/csv/);
    expect(ids.length).toBeGreaterThanOrEqual(story.disclosures.length);
    expect(ids).toEqual(transactionsOf(await allEvents(auditorA, about)));
    expect(lines.join(',').split(',')).not.toContainEqual(expect.stringMatching(/^[=+\-@\t\r]/));
  });
});

interface HistoryItem {
  readonly record: string;
  readonly state: string;
  readonly function: string;
  readonly by: { personId?: string };
}

async function history(person: Person, { versionId }: Receipt): Promise<Recorded & { items: HistoryItem[] }> {
  return await person.call('GET', `/audit/history?version=${versionId}`);
}

describe('the history of a version', () => {
  test('shows every state with who made it, from the blocks of this organization’s peer', async () => {
    const { items } = await history(auditorA, story.accepted);
    expect(
      items.map(({ record, state, function: called, by }) => [record, state, called, by.personId]),
    ).toEqual(
      expect.arrayContaining([
        ['version', 'proposed', 'ReportContract:ProposeReport', story.drA.personId],
        ['proposal', 'proposed', 'ReportContract:ProposeReport', story.drA.personId],
        ['version', 'accepted', 'ReportContract:AcceptReport', story.patientA.personId],
        ['proposal', 'accepted', 'ReportContract:AcceptReport', story.patientA.personId],
      ]),
    );
    expect(items).toHaveLength(4);
    const states = (await history(regulator, story.rejected)).items.map(({ state }) => state);
    expect(states).toEqual(['proposed', 'proposed', 'rejected', 'rejected']);
  });

  test('of another hospital’s patient and staff is not there', async () => {
    expect(await problemOf(history(auditorB, story.accepted))).toMatchObject({ status: 404 });
  });
});

describe('the projection', () => {
  test('rebuilt from block 0 equals what was built block by block, at every organization', async () => {
    const before = await eventually('equal digests', equalDigests, 60_000);
    const rebuilt = await network.command('projection', 'rebuild', '--org', 'HospitalA');
    expect(rebuilt).toMatch(/^HospitalA: block \d+, sha256:[0-9a-f]{64} \(rebuilt in/);
    const same = async () => ((await equalDigests()) === before ? true : undefined);
    await eventually('the same digest', same, 60_000);
    await auditorA.logIn();
  });

  /** The one digest with its block, when all organizations have the same. */
  async function equalDigests(): Promise<string | undefined> {
    const lines = (await network.command('projection', 'digest')).trim().split('\n');
    const digests = new Set(lines.map((line) => line.slice(line.indexOf(':') + 2)));
    return lines.length === 3 && digests.size === 1 ? [...digests][0] : undefined;
  }
});
