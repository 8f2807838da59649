import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { inSeconds, problemOf } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { openReport } from '../../src/kit/browser/page-reports.js';
import { careAt, sharedReport } from '../support/care.js';

const network = new Network();
const care = careAt(network, { patient: 'HospitalA', doctor: 'HospitalB' });
const named = `${care.doctorName} (Cardiology, Ward 3), HospitalB`;

/** Notes in the page itself when these words appear, by the clock that this test has too. */
async function noteWhen(page: Page, words: string): Promise<() => Promise<number>> {
  await page.evaluate(`(() => {
    globalThis.noted = new Promise((resolve) => {
      const look = () => {
        if (document.body.innerText.includes(${JSON.stringify(words)})) resolve(Date.now());
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  })()`);
  return () => page.evaluate<number>('globalThis.noted');
}

describe('two hospitals side by side', () => {
  test('the patient’s open page says at once who read what, also on another page than the log', async () => {
    const { title } = await sharedReport(care);
    const atHome = await care.visitors.person(care.patient, '/record');
    const log = await care.visitors.person(care.patient, '/access-log');
    const reader = await care.visitors.person(care.doctor, '/files?tab=received');
    await log.page.getByText('Nobody has read your record yet').waitFor();
    const words = `${named} opened “${title}” just now.`;
    const seen = await noteWhen(atHome.page, words);
    await openReport(reader.page, `Open “${title}”`, title);
    const opened = Date.now();
    expect((await seen()) - opened).toBeLessThan(5_000);
    const entry = log.page.getByRole('article').filter({ hasText: care.doctorName });
    await entry.getByText(`HospitalB, read “${title}” for treatment.`).waitFor();
    await entry.getByText('New', { exact: true }).waitFor();
    await entry.getByText('Permitted by: consent').waitFor();
    await log.page.getByText('1 new entry since you opened this page').waitFor();
    // The notice leads there.
    await atHome.page
      .getByRole('status')
      .filter({ hasText: words })
      .getByRole('link', { name: 'Look' })
      .click();
    await atHome.page.getByRole('heading', { level: 1, name: 'Who saw my record' }).waitFor();
  });

  test('a revocation closes the doctor’s open viewer within two seconds, and says why', async () => {
    const { title, consentId } = await sharedReport(care);
    const { page } = await care.visitors.person(care.doctor, '/files?tab=received');
    const viewer = await openReport(page, `Open “${title}”`, title);
    await viewer.locator('canvas').waitFor();
    const closed = await noteWhen(page, 'This report was closed');
    await care.patient.call('DELETE', `/consents/${consentId}`);
    const revoked = Date.now();
    expect((await closed()) - revoked).toBeLessThan(2_000);
    await viewer
      .getByText('The permission that opened it has ended. Nothing of the report is left')
      .waitFor();
    expect(await viewer.locator('canvas, img').count()).toBe(0);
    await viewer.getByRole('button', { name: 'Close' }).last().click();
    await viewer.waitFor({ state: 'detached' });
  });

  test('an exclusion closes it too', async () => {
    const { title } = await sharedReport(care);
    const { page } = await care.visitors.person(care.doctor, '/files?tab=received');
    const viewer = await openReport(page, `Open “${title}”`, title);
    const who = { person: care.doctor.personId };
    await care.patient.call('PUT', '/preferences', { exclusions: [{ who }], emergencyHalf: false });
    await viewer.getByText('This report was closed').waitFor();
    await care.patient.call('PUT', '/preferences', { exclusions: [], emergencyHalf: false });
  });

  test('a refused reading is announced, and is in the access log with its reason in words', async () => {
    const { page } = await care.visitors.person(care.patient, '/access-log');
    const { title, reportId, consentId } = await sharedReport(care);
    await care.patient.call('DELETE', `/consents/${consentId}`);
    const reading = care.doctor.disclose(reportId, 'TREAT', { consent: consentId });
    expect((await problemOf(reading)).code).toBe('NO_PERMISSION');
    const words = `${named} tried to open “${title}” just now and was refused.`;
    await page.getByRole('status').filter({ hasText: words }).waitFor();
    const entry = page.getByRole('article').filter({ hasText: 'and was refused: the consent was revoked.' });
    await entry.getByText('Refused', { exact: true }).waitFor();
    await entry.getByRole('link', { name: /^Block \d+$/ }).waitFor();
  });

  test('a request appears by itself, with a number next to the menu’s line', async () => {
    const { page } = await care.visitors.person(care.patient, '/me');
    const body = {
      patient: care.patient.personId,
      permission: 'read',
      purpose: 'TREAT',
      until: inSeconds(7200),
    };
    await care.doctor.call('POST', '/permission-requests', body);
    await page.getByRole('status').filter({ hasText: 'A doctor asks for your permission.' }).waitFor();
    await page.getByRole('navigation').getByLabel('1 waiting for you').waitFor();
  });

  test('new blocks appear on the open list', async () => {
    const { page } = await care.visitors.demo('HospitalB', 'auditor', '/ledger');
    await page.getByText('New blocks appear by themselves.').waitFor();
    const { consentBlock } = await sharedReport(care);
    await page.getByRole('table').getByRole('link', { name: consentBlock }).first().waitFor();
  });
});
