import { afterAll, beforeAll, expect, test } from 'vitest';
import { SharedBrowser } from '../src/kit/browser/shared-browser.js';
import { Network } from '../src/kit/network/network.js';
import { newPatient } from '../src/kit/api/people.js';

let browser: SharedBrowser;
let gateway: string;

beforeAll(async () => {
  const patient = await newPatient(new Network(), 'HospitalA', 'Broken Page');
  gateway = patient.gateway.url;
  browser = await SharedBrowser.at(patient);
  await browser.signInBehind(patient);
});
afterAll(async () => {
  // These pages fail on purpose, so what they say in the console is not looked at.
  await browser.clear();
  await browser.close();
});

test('a page with a fault of its own says so, and is not loaded again and again', async () => {
  const { page } = await browser.tab();
  // No gateway sends this: a row that is not there.
  await page.route('**/api/v1/consents?*', (route) => route.fulfill({ json: { items: [null] } }));
  let loads = 0;
  page.on('load', () => loads++);
  await page.goto(`${gateway}/consents`);
  await page.getByRole('heading', { name: 'This page broke' }).waitFor();
  // Longer than the time between two checks whether the gateway is back.
  await page.waitForTimeout(7_000);
  expect(await page.getByRole('heading', { name: 'This page broke' }).count()).toBe(1);
  expect(loads).toBe(1);
});

test('a page whose code fails says so', async () => {
  const { page } = await browser.tab();
  const code = { contentType: 'text/javascript', body: "throw new Error('not for this browser');" };
  await page.route('**/assets/access-log-page*', (route) => route.fulfill(code));
  await page.goto(`${gateway}/access-log`);
  await page.getByRole('heading', { name: 'This page broke' }).waitFor();
});

test('a page whose code seems not to come is loaded once more, and not again and again', async () => {
  const { page } = await browser.tab();
  // As a code that does not come, this is a TypeError.
  const code = { contentType: 'text/javascript', body: 'undefined.length;' };
  await page.route('**/assets/access-log-page*', (route) => route.fulfill(code));
  let loads = 0;
  page.on('load', () => loads++);
  await page.goto(`${gateway}/access-log`);
  await expect.poll(() => loads, { timeout: 15_000 }).toBe(2);
  await page.waitForTimeout(7_000);
  expect(loads).toBe(2);
});

test('a page whose code does not come is shown when the hospital answers again', async () => {
  const { page } = await browser.tab();
  await page.route('**/assets/access-log-page*', (route) => route.abort());
  await page.goto(`${gateway}/access-log`);
  await page.getByRole('heading', { name: 'The hospital’s service does not answer', exact: true }).waitFor();
  await page.unroute('**/assets/access-log-page*');
  await page.getByRole('heading', { name: 'Who saw my record' }).waitFor({ timeout: 20_000 });
});
