import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectionOf } from '../../src/kit/network/connection.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import type { Person } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { ownTitles } from '../../src/kit/api/reports.js';
import { Visitors } from '../../src/kit/browser/page-visitors.js';
import type { Visitor } from '../../src/kit/browser/visitor.js';

const network = new Network();
let visitors: Visitors;
let patient: Person;
let here: Visitor;
/** Parts that a test ended. */
let ended: string[] = [];

beforeAll(async () => {
  visitors = await Visitors.gather(network);
  patient = await newPatient(network, 'HospitalA', 'Fault Patient');
  await patient.upload(pdf('before.pdf', ['before']), 'Before the fault');
  here = await visitors.person(patient, '/record');
});
afterEach(async () => {
  await startAgain();
});
afterAll(async () => {
  await visitors.leave();
  await visitors.close();
});

async function end(part: string): Promise<void> {
  ended.push(part);
  await network.command('stop', part);
}

async function startAgain(): Promise<void> {
  const parts = ended;
  ended = [];
  for (const part of parts) await network.command('start', part);
}

/** The one line at the top of every page that says what does not answer. */
async function bannerSays(words: string | RegExp): Promise<void> {
  await here.page.getByRole('status', { name: 'State of the network' }).getByText(words).waitFor();
}

async function bannerIsGone(): Promise<void> {
  const banner = here.page.getByRole('status', { name: 'State of the network' });
  await eventually(
    'the banner is gone',
    async () => ((await banner.innerText()) === '' ? true : undefined),
    60_000,
  );
}

test('a gateway that is restarted while a file is on its way loses nothing: words, the draft, one report', async () => {
  const { page } = here;
  const document = pdf('large.pdf', ['large']);
  const bytes = Buffer.concat([document.bytes, randomBytes(12 << 20)]);
  await here.open('/share');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'large.pdf', mimeType: 'application/pdf', buffer: bytes });
  await page.getByLabel('Title').fill('Through a restart');
  await page.getByLabel('Kind of report').selectOption('imaging');
  await page.getByRole('button', { name: 'Check before sending' }).click();
  const connect = await connectionOf(page);
  await connect({ isThere: true, upload: 1.5 * 2 ** 20 });
  await page.getByRole('button', { name: 'Put into my record' }).click();
  await page.getByText(/\d+(\.\d+)? MB of 12/).waitFor();
  await end('HospitalA/gateway');
  await page.getByText('The connection to the hospital’s service broke').waitFor();
  await connect({ isThere: true });
  await startAgain();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The report is in your record.').waitFor();
  await here.follow('My record');
  await page.getByText('Through a restart').first().waitFor();
  expect((await ownTitles(patient)).filter((title) => title === 'Through a restart')).toHaveLength(1);
});

test('too few key agents: a banner says what still works, opening says why it does not, and both end', async () => {
  await here.open('/record');
  await end('HospitalA/agent');
  await bannerSays('2 of 3 key agents answer. Everything still works.');
  await end('HospitalB/agent');
  await bannerSays(/Too few key agents answer \(1 of 3\)\. Reports cannot be opened/);
  await here.page
    .getByRole('button', { name: /^Open “/ })
    .first()
    .click();
  const dialog = here.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Open and record the reading' }).click();
  await dialog.getByText('A report opens only when most organizations’ key agents answer').waitFor();
  await here.page.keyboard.press('Escape');
  await startAgain();
  await bannerIsGone();
});

test('what could not be read while the gateway was away is read when it is back, and its error goes', async () => {
  const { page } = here;
  await here.open('/access-log');
  await here.follow('Consents');
  await end('HospitalA/gateway');
  // What was read less than five seconds ago is not asked for again.
  await page.waitForTimeout(6_000);
  await here.follow('Who saw my record');
  const failed = page.getByRole('main').getByRole('alert').filter({ hasText: 'That did not work' });
  await failed.first().waitFor();
  await startAgain();
  await eventually('no error is left', async () => ((await failed.count()) === 0 ? true : undefined), 60_000);
});

test('a store that is away is named, and so is a gateway', async () => {
  await here.open('/consents');
  await end('HospitalA/store');
  await bannerSays('This hospital’s store does not answer.');
  await startAgain();
  await bannerIsGone();
  await end('HospitalA/gateway');
  await bannerSays('The hospital’s service does not answer.');
  // What was read stays on the screen.
  await here.page.getByRole('heading', { level: 1, name: 'Consents' }).waitFor();
  await startAgain();
  await bannerIsGone();
});
