import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { consentReceived } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { findPatient, openReport, viewerOf } from '../../src/kit/browser/page-reports.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { visitorsOf } from '../support/care.js';

const network = new Network();
let giver: Person;
let friend: Person;
let doctor: Person;
/** Of another hospital than the giver. */
let stranger: Person;

beforeAll(async () => {
  [giver, friend, doctor, stranger] = await Promise.all([
    newPatient(network, 'HospitalA', 'Giving Patient'),
    newPatient(network, 'HospitalA', 'Receiving Patient'),
    newDoctor(network, 'HospitalA', freshName('Doctor')),
    newDoctor(network, 'HospitalB', freshName('Doctor')),
  ]);
});
afterEach(async () => {
  expect(await refusals()).toEqual([]);
});
// Hooks that are registered later run earlier: everyone has left when refusals are counted.
const visitors = visitorsOf(network);

/** Refused readings of the giver's record: pages must not cause any. */
async function refusals(): Promise<unknown[]> {
  const { items } = await giver.call<{ items: unknown[] }>('GET', '/disclosures?view=of-me&outcome=refuse');
  return items;
}

interface Terms {
  readonly grantee: object;
  readonly purposes: readonly string[];
  readonly all?: boolean;
  readonly restricted?: boolean;
  readonly from?: string;
  readonly until?: string;
}

/** A new report that the giver shares on these terms, once the reader's hospital knows. */
async function shared(
  reader: Person,
  terms: Terms,
): Promise<{ title: string; reportId: string; consentId: string }> {
  const { grantee, purposes, all = false, restricted = false, until = inSeconds(3600), from } = terms;
  const title = freshName('Report');
  const { reportId } = await giver.upload(pdf('report.pdf', ['Report']), title, { restricted });
  const { consentId } = await giver.call<{ consentId: string }>('POST', '/consents', {
    grantee,
    permission: 'read',
    purposes,
    scope: all ? { all: true } : { reports: [reportId] },
    until,
    ...(from !== undefined && { from }),
  });
  await consentReceived(reader, consentId);
  return { title, reportId, consentId };
}

function row(page: Page, title: string): Locator {
  return page.getByRole('row').filter({ hasText: title });
}

/** The line of a report whose title is not shown. */
function lineOf(page: Page, reportId: string): Locator {
  return page.getByRole('row').filter({ has: page.locator(`[title="${reportId}"]`) });
}

async function readingsOf(reader: Person, reportId: string): Promise<{ purpose: string; outcome: string }[]> {
  const { items } = await reader.call<{ items: { reportId: string; purpose: string; outcome: string }[] }>(
    'GET',
    '/disclosures?view=mine',
  );
  return items
    .filter((each) => each.reportId === reportId)
    .map(({ purpose, outcome }) => ({ purpose, outcome }));
}

describe('what a patient shares with a patient', () => {
  test('by the form as it stands, opens for the purpose that the form had', async () => {
    const title = freshName('Report');
    const { reportId } = await giver.upload(pdf('report.pdf', ['Report']), title);
    const home = await visitors.person(giver, '/record');
    await home.page.getByRole('button', { name: `Share “${title}”` }).click();
    const dialog = home.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /another patient/i }).check();
    await dialog.locator('#share-report-patient').fill(friend.personId);
    await dialog.getByRole('button', { name: /^Share/ }).click();
    await dialog
      .getByText(/is shared|shared/i)
      .last()
      .waitFor();
    const { page } = await visitors.person(friend, '/files?tab=received');
    await openReport(page, `Open “${title}”`, title);
    expect(await readingsOf(friend, reportId)).toEqual([{ purpose: 'FAMRQT', outcome: 'permit' }]);
  });

  test.each([
    ['FAMRQT', 'PATRQT', 'HLEGAL'],
    ['TREAT', 'ETREAT', 'CAREMGT'],
    ['HPAYMT', 'HOPERAT', 'HRESCH'],
    ['PUBHLTH', 'BTG', 'FAMRQT'],
  ])('opens for whichever purpose the consent has: %s, %s, %s', async (...purposes) => {
    const { page } = await visitors.person(friend, '/files?tab=received');
    for (const purpose of purposes) {
      const { title, reportId } = await shared(friend, {
        grantee: { person: friend.personId },
        purposes: [purpose],
      });
      const viewer = await openReport(page, `Open “${title}”`, title);
      expect(await viewer.getByLabel('Purpose of this reading').count()).toBe(0);
      await page.keyboard.press('Escape');
      expect(await readingsOf(friend, reportId)).toEqual([{ purpose, outcome: 'permit' }]);
    }
  });

  test('is listed among the consents that were received', async () => {
    const { consentId } = await shared(friend, {
      grantee: { person: friend.personId },
      purposes: ['FAMRQT', 'HLEGAL'],
      from: inSeconds(3000),
    });
    const { page } = await visitors.person(friend, '/consents');
    await page.getByRole('tab', { name: 'Shared with me' }).click();
    const entry = page.getByRole('row').filter({ hasText: 'the family’s request and a legal matter' });
    await entry.getByText('1 report').waitFor();
    await entry.getByText('Waiting').waitFor();
    const given = await giver.call<{ items: { consentId: string }[] }>('GET', '/consents?view=given');
    expect(given.items.map((each) => each.consentId)).toContain(consentId);
    const { items } = await friend.call<{ items: unknown[] }>('GET', '/consents');
    expect(items).toEqual([]);
  });
});

describe('of several purposes', () => {
  test('exactly those of the consent are offered, and the one that is chosen is recorded', async () => {
    const { title, reportId } = await shared(doctor, {
      grantee: { person: doctor.personId },
      purposes: ['HRESCH', 'TREAT', 'HPAYMT'],
    });
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await page.getByRole('button', { name: `Open “${title}”` }).click();
    const choice = viewerOf(page, title).getByLabel('Purpose of this reading');
    await choice.waitFor();
    expect(await choice.locator('option').allInnerTexts()).toEqual(['treatment', 'research', 'payment']);
    expect(await choice.inputValue()).toBe('TREAT');
    await choice.selectOption('HRESCH');
    await viewerOf(page, title).getByRole('button', { name: 'Open and record the reading' }).click();
    await viewerOf(page, title).getByText('The file is unaltered').waitFor();
    expect(await readingsOf(doctor, reportId)).toEqual([{ purpose: 'HRESCH', outcome: 'permit' }]);
  });

  test('one is named on the patient’s page and for verifying too', async () => {
    const { title, reportId } = await shared(stranger, {
      grantee: { person: stranger.personId },
      purposes: ['HRESCH'],
    });
    const { page } = await visitors.person(stranger, '/patients');
    await findPatient(page, giver);
    await page.getByRole('button', { name: `Open: ${title}` }).click();
    await viewerOf(page, title).getByText('for the purpose “research”').waitFor();
    await viewerOf(page, title).getByRole('button', { name: 'Open and record the reading' }).click();
    await viewerOf(page, title).getByText('The file is unaltered').waitFor();
    await page.goto(`${stranger.gateway.url}/files?tab=received`);
    await page.getByRole('button', { name: `Verify “${title}”` }).click();
    await page.getByRole('button', { name: 'Record the reading and verify' }).click();
    await page.getByText('Match: the stored bytes are those on the ledger').waitFor();
    const reading = { purpose: 'HRESCH', outcome: 'permit' };
    expect(await readingsOf(stranger, reportId)).toEqual([reading, reading]);
  });
});

describe('a doctor of an organization that was permitted', () => {
  test.each([
    ['a report by name', {}],
    ['a restricted report by name', { restricted: true }],
    ['the whole record', { all: true }],
  ])('opens %s for the purpose of that consent', async (_what, more) => {
    const grantee = { organization: 'HospitalB', role: 'doctor' };
    const { reportId, consentId } = await shared(stranger, {
      grantee,
      purposes: ['CAREMGT'],
      ...more,
    });
    const { page } = await visitors.person(stranger, '/files?tab=received');
    // Titles are opened with the reader's own wrap; a consent to an organization has none.
    await lineOf(page, reportId).getByRole('button', { name: /^Open/ }).click();
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Open and record the reading' }).click();
    await viewer.getByText('The file is unaltered').waitFor();
    expect(await readingsOf(stranger, reportId)).toEqual([{ purpose: 'CAREMGT', outcome: 'permit' }]);
    await giver.call('DELETE', `/consents/${consentId}`);
  });

  test('is not shown a restricted report under the whole record', async () => {
    const grantee = { organization: 'HospitalB', role: 'doctor' };
    const { reportId, consentId } = await shared(stranger, {
      grantee,
      purposes: ['TREAT'],
      all: true,
      restricted: true,
    });
    const open = await giver.upload(pdf('open.pdf', ['open']), freshName('Open'));
    const listed = await eventually('the list has the newest report', async () => {
      const { items } = await stranger.call<{ items: { reportId: string }[] }>(
        'GET',
        '/reports?filter=received',
      );
      const ids = items.map((each) => each.reportId);
      return ids.includes(open.reportId) ? ids : undefined;
    });
    expect(listed).not.toContain(reportId);
    await giver.call('DELETE', `/consents/${consentId}`);
  });
});

describe('when no consent in force covers a report', () => {
  const noWay = 'This report cannot be opened now';
  const mine = (reader: Person): Terms => ({ grantee: { person: reader.personId }, purposes: ['TREAT'] });

  test('that will be shared later, the list says so and offers nothing', async () => {
    const { reportId } = await shared(friend, { ...mine(friend), from: inSeconds(3000) });
    const { page } = await visitors.person(friend, '/files?tab=received');
    const line = lineOf(page, reportId);
    await line.getByText('Waiting').waitFor();
    expect(await line.getByRole('button', { name: /Open|Verify|Download/ }).count()).toBe(0);
  });

  test('that was taken out of the record, every open list says so at once and offers nothing', async () => {
    const { title, reportId } = await shared(friend, mine(friend));
    const { page } = await visitors.person(friend, '/files?tab=received');
    const home = await visitors.person(giver, '/files?tab=sent');
    for (const each of [page, home.page]) await row(each, title).getByText('Available').waitFor();
    await giver.call('DELETE', `/reports/${reportId}`);
    for (const each of [page, home.page]) {
      // Not the lines of what earlier tests permitted the doctors of a hospital.
      const line = lineOf(each, reportId).filter({ hasNotText: 'doctors of' });
      await line.getByText('Withdrawn').waitFor({ timeout: 2_000 });
      expect(await line.getByRole('button', { name: /Open|Verify|Download|Revoke/ }).count()).toBe(0);
    }
    expect(await row(page, title).count()).toBe(0);
    await home.page.goto(`${giver.gateway.url}/record/${reportId}`);
    await home.page.getByText('Nobody. You took this report out of your record').waitFor();
    expect(await home.page.getByRole('table', { name: 'Who may read it' }).count()).toBe(0);
    // A program, or a page that has not heard of it yet: nothing is recorded.
    const refusal = await problemOf(friend.disclose(reportId));
    expect(refusal).toMatchObject({ code: 'NO_PERMISSION', reason: 'REPORT_NOT_ACTIVE' });
    expect(refusal.disclosureId).toBeUndefined();
  });

  test('under one consent any more, another one still shows it, in one line', async () => {
    const { title, reportId, consentId } = await shared(friend, mine(friend));
    await giver.share(reportId, friend, { until: inSeconds(3600) });
    const { page } = await visitors.person(friend, '/files?tab=received');
    await row(page, title).getByText('Available').waitFor();
    // The open page reads its list again when it hears of the revocation.
    const readAgain = page.waitForResponse((answer) => answer.url().includes('/api/v1/reports?'));
    await giver.call('DELETE', `/consents/${consentId}`);
    await readAgain;
    await expect.poll(() => lineOf(page, reportId).count()).toBe(1);
    await row(page, title).getByText('Available').waitFor();
    await eventually('the gateway shows the revocation', async () => {
      const { items } = await friend.call<{ items: { consentId: string; state: string }[] }>(
        'GET',
        '/consents?view=received',
      );
      return items.find((each) => each.consentId === consentId && each.state === 'revoked');
    });
    await page.reload();
    await row(page, title).getByText('Available').waitFor();
    expect(await lineOf(page, reportId).count()).toBe(1);
  });

  test('any more, the open question is taken back at once: revoked, or excluded', async () => {
    const { page } = await visitors.person(doctor, '/files?tab=received');
    const ends: readonly ((consentId: string) => Promise<unknown>)[] = [
      (consentId) => giver.call('DELETE', `/consents/${consentId}`),
      () =>
        giver.call('PUT', '/preferences', {
          exclusions: [{ who: { person: doctor.personId } }],
          emergencyHalf: false,
        }),
    ];
    for (const end of ends) {
      const { title, consentId } = await shared(doctor, mine(doctor));
      await page.getByRole('button', { name: `Open “${title}”` }).click();
      const dialog = viewerOf(page, title);
      await dialog.getByText('This reading will be recorded').waitFor();
      await end(consentId);
      await dialog.getByText(noWay).waitFor();
      expect(await dialog.getByRole('button', { name: 'Open and record the reading' }).count()).toBe(0);
      await page.keyboard.press('Escape');
    }
    await giver.call('PUT', '/preferences', { exclusions: [], emergencyHalf: false });
  });

  test('because its time ended while the question stood there, nothing is recorded', async () => {
    const { title } = await shared(doctor, { ...mine(doctor), until: inSeconds(8) });
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await page.getByRole('button', { name: `Verify “${title}”` }).click();
    const dialog = page.getByRole('dialog', { name: `Verify “${title}”` });
    await dialog.getByText('Fetching the stored bytes is recorded as a reading').waitFor();
    await page.waitForTimeout(9_000);
    await dialog.getByRole('button', { name: 'Record the reading and verify' }).click();
    await dialog.getByText(noWay).waitFor();
    expect(await dialog.getByRole('button', { name: 'Record the reading and verify' }).count()).toBe(0);
  });
});
