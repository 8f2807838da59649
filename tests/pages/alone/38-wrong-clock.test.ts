import { describe, expect, test } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import { consentBody } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { addFile, chooseDoctor, openReport, viewerOf } from '../../src/kit/browser/page-reports.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import type { Visitor } from '../../src/kit/browser/visitor.js';
import { careAt } from '../support/care.js';

const care = careAt(new Network(), { patient: 'HospitalA', doctor: 'HospitalA' });

describe.each([
  ['two hours fast', 2 * 3600],
  ['400 days slow', -400 * 24 * 3600],
])('a device whose clock is %s', (_, off) => {
  test('says so, and shares until the day that the hospital’s clock means', async () => {
    const visitor = await withClock(await care.visitors.person(care.patient, '/share'), off);
    const { page } = visitor;
    await page.getByText('This device and the hospital show different times').waitFor();
    await addFile(page, pdf('clock.pdf', ['Clock']));
    await page.locator('#share-title').fill(freshName('Clock'));
    await page.locator('#share-class').selectOption('Laboratory');
    await page.getByRole('radio', { name: 'With a doctor' }).check();
    await chooseDoctor(page, 'share-with-doctor', care.doctorName);
    await page.getByRole('button', { name: 'In a year' }).click();
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('button', { name: 'Put into my record and share' }).click();
    await page.getByText(/^Shared with .*, for treatment, until/).waitFor();
  });

  test('checks no more often than any other whether an open report may still be seen', async () => {
    const title = freshName('Watched');
    const { reportId } = await care.patient.upload(pdf('watched.pdf', ['Watched']), title);
    await care.patient.call('POST', '/consents', consentBody(care.doctor, reportId));
    const { page } = await withClock(await care.visitors.person(care.doctor, '/files?tab=received'), off);
    await page.getByRole('row').filter({ hasText: title }).getByText('Available').waitFor();
    let asked = 0;
    page.on('request', (request) => {
      if (/\/disclosures\/[^/]+$/.test(new URL(request.url()).pathname)) asked++;
    });
    await openReport(page, `Open “${title}”`, title);
    await page.waitForTimeout(10_000);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(4);
    expect(await viewerOf(page, title).isVisible()).toBe(true);
  });

  /** The same page on a device whose clock is off by some seconds. */
  async function withClock(visitor: Visitor, seconds: number): Promise<Visitor> {
    await visitor.page.addInitScript(`{
      const Real = Date, off = ${seconds * 1000};
      globalThis.Date = class extends Real {
        constructor(...args) {
          if (args.length === 0) super(Real.now() + off);
          else super(...args);
        }
        static now() { return Real.now() + off; }
      };
    }`);
    await visitor.page.reload();
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    return visitor;
  }
});
