import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scrollsSideways, stillPage } from '../src/kit/browser/accessibility.js';
import { pdf } from '../src/kit/files/documents.js';
import { eventually } from '../src/kit/eventually.js';
import { inSeconds, type Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { viewerOf } from '../src/kit/browser/page-reports.js';
import { Visitors } from '../src/kit/browser/page-visitors.js';
import { newDoctor, newPatient } from '../src/kit/api/people.js';
import type { Visitor } from '../src/kit/browser/visitor.js';

/** A word that nothing breaks, of so many letters. */
function word(first: string, length: number): string {
  return first.padEnd(length, 'abcdefghij');
}

const names = {
  patient: word('Patient', 200),
  doctor: word('Doctor', 200),
  applicant: word('Applicant', 200),
};
const title = word('Title', 255);
const fileName = `${word('file', 251)}.pdf`;

const network = new Network();
let visitors: Visitors;
let patient: Person;
let doctor: Person;
let home: Visitor;

beforeAll(async () => {
  [visitors, patient, doctor] = await Promise.all([
    Visitors.gather(network),
    newPatient(network, 'HospitalA', names.patient),
    newDoctor(network, 'HospitalA', names.doctor),
    network.gateway('HospitalA').then((gateway) => gateway.register('doctor', names.applicant)),
  ]);
  const { reportId } = await patient.upload(pdf(fileName, ['Report']), title);
  await patient.share(reportId, doctor, { until: inSeconds(3600) });
  await doctor.read(reportId);
  await eventually('the reading stands in the log', async () => {
    const { items } = await patient.call<{ items: unknown[] }>('GET', '/disclosures?view=of-me');
    return items.length > 0 ? items : undefined;
  });
  home = await visitors.person(patient, '/record');
});
afterAll(async () => {
  const faults = await visitors.leave();
  await visitors.close();
  expect(faults).toEqual([]);
});

/** Buttons, links and badges in `where` that do not lie whole in the window, or are cut off by what is around them. */
async function outOfSight(page: Page, where: string): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const shown = [...document.querySelectorAll('${where} :is(button, a[href], .mantine-Badge-root)')]
      .filter((each) => each.checkVisibility());
    if (shown.length === 0) return ['nothing is shown'];
    const frames = (each) => {
      const around = [];
      for (let one = each.parentElement; one !== null; one = one.parentElement)
        if (getComputedStyle(one).overflowX === 'hidden') around.push(one.getBoundingClientRect());
      return around;
    };
    const isCut = (each) => {
      const { left, right } = each.getBoundingClientRect();
      const label = each.querySelector('.mantine-Badge-label, .mantine-Button-label') ?? each;
      return [{ left: 0, right: innerWidth }, ...frames(each)].some(
        (frame) => left < frame.left - 1 || right > frame.right + 1) || label.scrollWidth > label.clientWidth + 1 && label !== each;
    };
    return shown.filter(isCut).map((each) => (each.ariaLabel ?? each.textContent).slice(0, 60));
  })()`);
}

async function expectAllInSight(page: Page, where = 'main'): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await stillPage(page);
    expect([width, await outOfSight(page, where)]).toEqual([width, []]);
    expect([width, await scrollsSideways(page)]).toEqual([width, false]);
  }
}

describe('names of hundreds of letters without a blank push nothing out of sight', () => {
  test.each([
    ['the record', '/record', title],
    ['what the patient sent', '/files?tab=sent', title],
    ['the consents', '/consents', names.doctor],
    ['the access log', '/access-log', names.doctor],
    ['one’s own page', '/me', names.patient],
  ])('on the patient’s pages: %s', async (_page, path, text) => {
    await home.open(path);
    await home.page.locator('main').getByText(text).first().waitFor();
    await expectAllInSight(home.page);
  });

  test('in what the doctor received', async () => {
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await page.locator('main').getByText(title).first().waitFor();
    await expectAllInSight(page);
  });

  test('in the window of the report, and of sharing it', async () => {
    await home.open('/record');
    const { page } = home;
    for (const button of [`Open “${title}”`, `Share “${title}”`]) {
      await page.getByRole('button', { name: button }).click();
      const viewer = viewerOf(page, title);
      await viewer.waitFor();
      await expectAllInSight(page, '[role=dialog]');
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
    }
  });

  test('at the front desk: people, and doctors who wait', async () => {
    const { page } = await visitors.demo('HospitalA', 'registrar', '/front-desk');
    await page.getByRole('heading', { name: names.applicant }).waitFor();
    await expectAllInSight(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('tab', { name: 'People' }).click();
    await page.locator('#people-text').fill(names.patient);
    await page.keyboard.press('Enter');
    await page.getByText(names.patient, { exact: true }).waitFor();
    await expectAllInSight(page);
  });
});
