import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '../src/kit/files/documents.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { connectionOf } from '../src/kit/network/connection.js';
import { fillInLogin } from '../src/kit/browser/page-logins.js';
import { addFile } from '../src/kit/browser/page-reports.js';
import { wordsOn } from '../src/kit/browser/page-words.js';
import { asLogin, newPatient } from '../src/kit/api/people.js';
import { ownTitles } from '../src/kit/api/reports.js';
import { SharedBrowser } from '../src/kit/browser/shared-browser.js';
import type { Visitor } from '../src/kit/browser/visitor.js';

const network = new Network();
let shared: SharedBrowser;
let first: Person;
let second: Person;

const firstTitle = 'Blood test of the first person';
const secondTitle = 'X-ray of the second person';

beforeAll(async () => {
  [first, second] = await Promise.all([
    newPatient(network, 'HospitalA', 'First Person'),
    newPatient(network, 'HospitalA', 'Second Person'),
  ]);
  shared = await SharedBrowser.at(first);
  await Promise.all([
    first.upload(pdf('blood.pdf', ['Blood test']), firstTitle),
    second.upload(pdf('x-ray.pdf', ['X-ray']), secondTitle),
  ]);
});
afterEach(async () => {
  expect(await shared.clear()).toEqual([]);
});
afterAll(async () => {
  await shared.close();
});

/** Nothing that was one person's is where another one is signed in: acts, uploads, lists. */
async function nothingMixed(): Promise<void> {
  const titles = await Promise.all([first, second].map(ownTitles));
  expect(titles).toEqual([[firstTitle], [secondTitle]]);
}

/** A deaf tab of the first person on a page, while the second one is signed in. */
async function staleTab(path: string): Promise<Visitor> {
  const tab = await shared.deafTab();
  await shared.signInBehind(first);
  await tab.open(path);
  await tab.settled();
  return tab;
}

/** A tab of the first person with a letter that is filled in and can be sent. */
async function checkedLetter(): Promise<Page> {
  const { page } = await staleTab('/share');
  await addFile(page, pdf('letter.pdf', ['Letter']));
  await page.locator('#share-title').fill('Letter of the first person');
  await page.locator('#share-class').selectOption('Letter');
  await page.getByRole('button', { name: 'Check before sending' }).click();
  return page;
}

/** The page has stopped, and shows nothing of anyone’s record. */
async function hasStopped(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Another person is signed in now' }).waitFor();
  expect(await wordsOn(page)).not.toMatch(/blood|x-ray|letter|First|Second/i);
}

function follow(page: Page, link: string): Promise<void> {
  return page.getByRole('link', { name: link, exact: true }).click();
}

describe('a tab that has not heard that another person has come', () => {
  test('uploads nothing into the other person’s record', async () => {
    const page = await checkedLetter();
    await shared.signInBehind(second);
    await page.getByRole('button', { name: 'Put into my record' }).click();
    await page
      .getByText(/Receipt|signed in now/)
      .first()
      .waitFor();
    await nothingMixed();
    await hasStopped(page);
  });

  test.each(['My record', 'Shared files', 'Consents', 'Who saw my record', 'Blockchain details'])(
    'lists nothing of the other person’s: %s',
    async (link) => {
      const { page } = await staleTab('/me');
      await shared.signInBehind(second);
      const asked: Request[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/')) asked.push(request);
      });
      await follow(page, link);
      await hasStopped(page);
      const answers = await Promise.all(asked.map((request) => request.response()));
      expect(answers.length).toBeGreaterThan(0);
      expect(answers.filter((answer) => answer?.ok())).toEqual([]);
    },
  );

  test('opens, decides and ends nothing: not the report in sight, not a consent, not the session', async () => {
    const { page } = await staleTab('/record');
    await page.getByRole('button', { name: `Open “${firstTitle}”` }).click();
    await page.getByText('This reading will be recorded').waitFor();
    await shared.signInBehind(second);
    await page.getByRole('button', { name: 'Open and record the reading' }).click();
    await hasStopped(page);
    const { items } = await second.call<{ items: unknown[] }>('GET', '/disclosures?view=mine');
    expect(items).toEqual([]);
    expect(await shared.signedIn()).toBe(second.personId);
  });

  test('does not log the other person out, by its button or after a pause', async () => {
    const { page } = await staleTab('/me');
    await shared.signInBehind(second);
    await page.getByRole('button', { name: 'Log out' }).click();
    await hasStopped(page);
    expect(await shared.signedIn()).toBe(second.personId);

    const idle = await shared.deafTab();
    await shared.signInBehind(first);
    await idle.page.clock.install();
    await idle.open('/me');
    await shared.signInBehind(second);
    await idle.page.clock.fastForward('15:01');
    await hasStopped(idle.page);
    expect(await shared.signedIn()).toBe(second.personId);
  });

  test('stops when it comes back into sight', async () => {
    const { page } = await staleTab('/record');
    await shared.signInBehind(second);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await hasStopped(page);
  });

  test('stops when it was without a network meanwhile', async () => {
    const { page } = await staleTab('/record');
    const connect = await connectionOf(page);
    await connect({ isThere: false });
    await shared.signInBehind(second);
    await page.getByText('The hospital’s service does not answer.').waitFor();
    await connect({ isThere: true });
    await hasStopped(page);
  });

  test('stops when nobody touches it, as soon as its stream of changes is refused', async () => {
    const { page } = await staleTab('/record');
    const cookies = await shared.browser.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    await shared.signInBehind(second);
    await first.gateway.call('DELETE', '/sessions/current', { headers: { cookie } });
    await hasStopped(page);
  });
});

describe('the dialog of a session that has ended', () => {
  test('logs nobody in over another person, whose tab goes on', async () => {
    const ended = await staleTab('/me');
    await shared.browser.context.clearCookies();
    await follow(ended.page, 'My record');
    const dialog = ended.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    const other = await shared.deafTab();
    await other.logIn(asLogin(second));
    await other.open('/me');
    await dialog.getByLabel('Password').first().fill(first.login.password);
    await dialog.getByRole('button', { name: 'Log in again' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await follow(other.page, 'My record');
    await other.page.getByText(secondTitle).or(other.page.getByText(firstTitle)).first().waitFor();
    expect(await other.page.getByText(firstTitle).count()).toBe(0);
    await hasStopped(ended.page);
    expect(await shared.signedIn()).toBe(second.personId);
  });

  test('names its person and takes no other: leaving it drops the page', async () => {
    const page = await checkedLetter();
    await shared.browser.context.clearCookies();
    await page.getByRole('button', { name: 'Put into my record' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByText('Log in again as First Person').waitFor();
    expect(await dialog.locator('input').count()).toBe(1);
    await dialog.getByLabel('Password').first().fill(second.login.password);
    await dialog.getByRole('button', { name: 'Log in again' }).click();
    await dialog.getByText('The password is not right.').waitFor();
    expect(await shared.signedIn()).toBeUndefined();
    await dialog.getByRole('button', { name: 'Leave and log in as someone else' }).click();
    await fillInLogin(page, asLogin(second));
    await follow(page, 'My record');
    await page.getByText(secondTitle).waitFor();
    expect(await page.getByText(/first person/i).count()).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText(/first person/i).count()).toBe(0);
  });
});

test('pages of before, whose calls name nobody, can do nothing', async () => {
  await shared.signInBehind(second);
  const page = await shared.browser.context.newPage();
  await page.goto(`${second.gateway.url}/no-page`);
  const codes = await page.evaluate<string[]>(`Promise.all([
    ['GET', '/reports?filter=own'], ['POST', '/uploads'], ['DELETE', '/sessions/current'], ['GET', '/events'],
  ].map(async ([method, path]) => (await (await fetch('/api/v1' + path, { method })).json()).code))`);
  expect(codes).toEqual(Array(4).fill('OTHER_PERSON'));
  expect(await shared.signedIn()).toBe(second.personId);
  await page.close();
});
