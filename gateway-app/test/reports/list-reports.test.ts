import type { Grantee } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import type { KnownPerson } from '../../src/domain/people/people.js';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { Grantees } from '../../src/use-cases/consents/grantees.js';
import { ListProposals } from '../../src/use-cases/reports/list-proposals.js';
import { ListReports, type ReportFilter } from '../../src/use-cases/reports/list-reports.js';
import { PersonReferences } from '../../src/use-cases/people/person-references.js';
import { ShowReport } from '../../src/use-cases/reports/report-detail.js';
import { ReportRows } from '../../src/use-cases/reports/report-rows.js';
import type { SealedVersion } from '../support/record-world.js';
import { acceptedAt, far, past, profile, proposedAt, ShareWorld } from '../support/share-world.js';

let world: ShareWorld;

beforeEach(() => {
  world = new ShareWorld();
});

function parts() {
  const { projection, organizations } = world;
  const people = {
    byPersonId: () => Promise.resolve(undefined),
    byPseudonym: async (name: string): Promise<KnownPerson | undefined> =>
      (await projection.find('person', [name]))?.record,
  };
  const references = new PersonReferences({ people, organizations, projection });
  const grantees = new Grantees({ people, organizations, references });
  const altered = { since: () => Promise.resolve(undefined) } as unknown as ConstructorParameters<
    typeof ReportRows
  >[0]['altered'];
  const rows = new ReportRows({ projection, references, altered });
  const proposals = new ListProposals({ channel: 'medseal', projection, rows });
  return { projection, references, grantees, rows, proposals };
}

async function listed(filter: ReportFilter, session: OpenSession) {
  return (await new ListReports(parts()).list(filter, { limit: 50 }, session)).items;
}

async function statesOf(filter: ReportFilter, session: OpenSession) {
  return (await listed(filter, session)).map(({ state, openings }) => [
    state,
    openings.map(({ basis }) => basis),
  ]);
}

describe('a report under several consents', () => {
  test('is listed once, with the best state, its title and its end', async () => {
    const version = await world.report();
    await world.consent([version], { state: 'revoked' });
    const consentId = await world.consent([version]);
    await world.consent([version], { until: past });
    await world.consent('all', { state: 'revoked' });
    const received = await listed('received', world.doctorSession());
    expect(received).toMatchObject([{ state: 'available', title: 'Title', consentId, until: far }]);
    expect(await listed('sent', world.session)).toMatchObject([{ state: 'available', consentId }]);
  });

  test('has its title even if a consent to the whole hospital, which opens none, ends later', async () => {
    const version = await world.report();
    await world.consent([version], { until: '2998-01-01T00:00:00.000Z' });
    const grantee: Grantee = { organization: 'HospitalBMSP', role: 'doctor' };
    await world.consent('all', { grantee });
    expect(await listed('received', world.doctorSession())).toMatchObject([{ title: 'Title', until: far }]);
  });

  test('is listed once for each recipient in what a patient shares', async () => {
    const version = await world.report();
    await world.consent([version]);
    const grantee: Grantee = { organization: 'HospitalBMSP', role: 'doctor' };
    await world.consent([version], { grantee });
    await world.consent('all', { grantee, state: 'revoked' });
    const sent = await listed('sent', world.session);
    expect(sent.map(({ state, recipient }) => [state, recipient && 'role' in recipient])).toEqual([
      ['available', true],
      ['available', false],
    ]);
  });
});

test('lists of shared reports come in pages of their limit, without gaps or repetitions', async () => {
  const versions = [];
  for (let count = 0; count < 7; count++) versions.push(await world.report('patient', count === 3));
  await world.consent('all');
  await world.consent(versions.slice(0, 2));
  await world.consent([versions[4] as SealedVersion], { state: 'revoked' });
  for (const [filter, session] of [
    ['received', world.doctorSession()],
    ['sent', world.session],
  ] as const) {
    const pages: number[] = [];
    const found = new Set<string>();
    for (let after: string | undefined = undefined, more = true; more;) {
      const page: Awaited<ReturnType<ListReports['list']>> = await new ListReports(parts()).list(
        filter,
        { limit: 2, ...(after !== undefined && { after }) },
        session,
      );
      pages.push(page.items.length);
      for (const { reportId } of page.items) found.add(reportId);
      after = page.next;
      more = after !== undefined;
    }
    expect([pages, found.size]).toEqual([[2, 2, 2], 6]);
  }
});

describe('a report that left the record', () => {
  test('is withdrawn in every list, opens nowhere, and its readers see nothing of it', async () => {
    const version = await world.report('doctor');
    await world.consent([version]);
    world.withdraw(version);
    expect(await statesOf('own', world.session)).toEqual([['withdrawn', []]]);
    expect(await statesOf('sent', world.session)).toEqual([['withdrawn', []]]);
    expect(await statesOf('received', world.doctorSession())).toEqual([['withdrawn', []]]);
    expect(await statesOf('sent', world.doctorSession())).toEqual([['withdrawn', []]]);
    expect((await listed('received', world.doctorSession()))[0]).not.toHaveProperty('title');
    expect((await listed('own', world.session))[0]).toMatchObject({ title: 'Title' });
  });

  test('may be read by no one, as its page says', async () => {
    const version = await world.report('doctor');
    await world.consent([version]);
    const { reportId } = version.ids;
    const show = async () => await new ShowReport(parts()).show(reportId, world.session);
    expect((await show()).readers).toMatchObject([
      { basis: 'author', state: 'available', grantee: profile },
      { basis: 'consent', state: 'available', grantee: profile },
    ]);
    world.withdraw(version);
    expect(await show()).toMatchObject({ state: 'withdrawn', readers: [] });
  });

  test('shows a reader no title on its page either', async () => {
    const version = await world.report();
    await world.consent([version]);
    const show = async () => await new ShowReport(parts()).show(version.ids.reportId, world.doctorSession());
    expect((await show()).versions).toMatchObject([{ title: 'Title', openings: [{ basis: 'consent' }] }]);
    world.withdraw(version);
    expect((await show()).versions[0]).not.toHaveProperty('title');
    expect((await show()).versions[0]).toMatchObject({ openings: [] });
  });
});

const nothing = (): void => undefined;

describe('what does not permit reading now', () => {
  test.each([
    ['revoked', { state: 'revoked' }, nothing],
    ['expired', { until: past }, nothing],
    ['waiting', { from: '2998-01-01T00:00:00.000Z' }, nothing],
    [
      'excluded',
      {},
      () => {
        world.keepOut();
      },
    ],
    [
      'suspended',
      {},
      () => {
        world.suspend();
      },
    ],
  ] as const)(
    'is %s in what the patient shares, and opens for the patient alone',
    async (state, terms, act) => {
      const version = await world.report();
      await world.consent([version], terms);
      act();
      expect(await statesOf('sent', world.session)).toEqual([[state, ['own']]]);
    },
  );

  test('excluded is also shown in what a doctor wrote, not in what a doctor received', async () => {
    const version = await world.report('doctor');
    await world.consent([version]);
    expect(await statesOf('sent', world.doctorSession())).toEqual([['accepted', ['author']]]);
    world.keepOut();
    expect(await statesOf('sent', world.doctorSession())).toEqual([['excluded', []]]);
    expect(await listed('received', world.doctorSession())).toEqual([]);
  });

  test('still waits for both sides when the patient excludes its author: it can be accepted, rejected or withdrawn', async () => {
    const { versionId, reportId } = (await world.report('doctor')).ids;
    const { patient, projection } = world;
    const author = world.doctor.person.pseudonym;
    projection.put('proposal', { versionId, reportId, patient, author, state: 'proposed' });
    world.keepOut();
    for (const session of [world.session, world.doctorSession()]) {
      const { items } = await parts().proposals.list({ limit: 10 }, session);
      expect(items).toMatchObject([{ versionId, state: 'proposed' }]);
    }
  });

  test('is not among the readers on the report’s page when excluded, suspended or rejected', async () => {
    const version = await world.report('doctor');
    await world.consent([version]);
    const { reportId, versionId } = version.ids;
    const readers = async () => (await new ShowReport(parts()).show(reportId, world.session)).readers;
    world.suspend();
    expect((await readers())?.map(({ state }) => state)).toEqual(['suspended', 'suspended']);
    world.keepOut();
    expect(await readers()).toEqual([]);
    world.projection.put('patient', { patient: world.patient, exclusions: [] });
    world.projection.put('person', world.doctor.person);
    const author = world.doctor.person.pseudonym;
    world.projection.put('proposal', {
      versionId,
      reportId,
      patient: world.patient,
      author,
      state: 'rejected',
    });
    expect((await readers())?.map(({ basis }) => basis)).toEqual(['consent']);
  });
});

test('times say when a report was proposed and when it entered the record, whatever changed since', async () => {
  await world.report('doctor');
  expect(await listed('own', world.session)).toMatchObject([{ proposedAt, recordedAt: acceptedAt }]);
  expect(await listed('sent', world.doctorSession())).toMatchObject([{ proposedAt, recordedAt: acceptedAt }]);
  await world.report();
  expect((await listed('own', world.session))[0]).toMatchObject({
    proposedAt: acceptedAt,
    recordedAt: acceptedAt,
  });
});
