import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionOf } from '../src/kit/network/connection.js';
import { lengthened, pdf } from '../src/kit/files/documents.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { fillInLogin } from '../src/kit/browser/page-logins.js';
import { chooseFile, findPatient, openReport } from '../src/kit/browser/page-reports.js';
import { wordsOn } from '../src/kit/browser/page-words.js';
import { asLogin, newDoctor, newPatient } from '../src/kit/api/people.js';
import { ownTitles } from '../src/kit/api/reports.js';
import { SharedBrowser } from '../src/kit/browser/shared-browser.js';
import type { Visitor } from '../src/kit/browser/visitor.js';

const network = new Network();
const title = 'Blood test of the first person';
const scan = pdf('scan.pdf', ['Scan']);
let shared: SharedBrowser;
let first: Person;
let second: Person;

beforeAll(async () => {
  [first, second] = await Promise.all([
    newPatient(network, 'HospitalA', 'First Person'),
    newPatient(network, 'HospitalA', 'Second Person'),
  ]);
  shared = await SharedBrowser.at(first);
  await first.upload(pdf('blood.pdf', ['Blood test']), title);
});
afterEach(async () => {
  expect(await shared.clear()).toEqual([]);
});
afterAll(async () => {
  await shared.close();
});

/** A tab of the first person, signed in by the API in place of anyone else. */
async function tabOfFirst(path: string): Promise<Visitor> {
  const tab = await shared.tab();
  await shared.signInBehind(first);
  await tab.open(path);
  return tab;
}

/** In a tab of the same browser: the first person logs out, and the second one logs in. */
async function takeTurns(): Promise<Visitor> {
  const tab = await shared.tab();
  await tab.open('/login');
  await tab.page.getByText('First Person is signed in here').waitFor();
  await tab.page.getByRole('button', { name: 'Log out and log in as someone else' }).click();
  await fillInLogin(tab.page, asLogin(second));
  await tab.page.getByRole('heading', { level: 1, name: 'My record' }).waitFor();
  return tab;
}

function heading(page: Page, name: string): Promise<void> {
  return page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Notes the calls that a page makes from now on. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(?:api|readyz)/.test(pathname)) calls.push(`${request.method()} ${pathname}`);
  });
  return calls;
}

describe('a change of person', () => {
  test('stops the other tabs at once: nothing is left on them, and they make no further call', async () => {
    const other = await tabOfFirst('/consents');
    await other.page.getByRole('link', { name: 'My record', exact: true }).click();
    await other.page.getByText(title).waitFor();
    const turn = await shared.tab();
    await turn.open('/record');
    await turn.page.getByRole('button', { name: 'Log out' }).click();
    await heading(other.page, 'Nobody is signed in any more');
    expect(await wordsOn(other.page)).not.toContain(title);
    expect(await other.page.getByRole('button', { name: /Continue/ }).count()).toBe(0);
    const calls = callsOf(other.page);
    await fillInLogin(turn.page, asLogin(second));
    await heading(other.page, 'Second Person is signed in now');
    await other.page.goBack();
    await other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await heading(other.page, 'Second Person is signed in now');
    // Longer than the time after which a page requests anything again by itself.
    await other.page.waitForTimeout(11_000);
    expect(calls).toEqual([]);
    expect(await wordsOn(other.page)).not.toMatch(/first/i);
    await other.page.getByRole('button', { name: 'Continue as Second Person' }).click();
    await heading(other.page, 'My record');
    await other.page.getByText('Your record is empty').waitFor();
    expect(await wordsOn(other.page)).not.toContain(title);
  });

  test('drops what was being filled in, and also leads to the log-in as someone else', async () => {
    const other = await tabOfFirst('/me');
    await other.open('/share');
    await other.page.locator('#share-title').fill('Letter of the first person');
    await takeTurns();
    await heading(other.page, 'Second Person is signed in now');
    await other.page.getByRole('button', { name: 'Log in as someone else' }).click();
    await other.page.getByText('Second Person is signed in here').waitFor();
    await other.page.goBack();
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await wordsOn(other.page)).not.toMatch(/first/i);
  });

  test('closes an open report', async () => {
    const other = await tabOfFirst('/record');
    const viewer = await openReport(other.page, `Open “${title}”`, title);
    await viewer.locator('canvas').waitFor();
    await takeTurns();
    await heading(other.page, 'Second Person is signed in now');
    expect(await other.page.locator('canvas, img, [role=dialog]').count()).toBe(0);
  });

  test('ends an upload that runs: it comes into nobody’s record', async () => {
    const other = await tabOfFirst('/share');
    await chooseFile(other.page, lengthened(scan, 1_500_000));
    await other.page.locator('#share-class').selectOption('Letter');
    await other.page.getByRole('button', { name: 'Check before sending' }).click();
    const connect = await connectionOf(other.page);
    await connect({ isThere: true, upload: 100_000 });
    await other.page.getByRole('button', { name: 'Put into my record' }).click();
    await other.page.getByText(/^[1-9][\d.]* (?:kB|MB) of 1\.5 MB$/).waitFor();
    const broken = other.page.waitForEvent('requestfailed', (request) => request.method() === 'PUT');
    await takeTurns();
    await broken;
    await heading(other.page, 'Second Person is signed in now');
    await first.logIn();
    expect(await ownTitles(first)).toEqual([title]);
    expect(await ownTitles(second)).toEqual([]);
  });

  test('reaches a tab that has no network', async () => {
    const other = await tabOfFirst('/record');
    await other.page.getByText(title).waitFor();
    const connect = await connectionOf(other.page);
    await connect({ isThere: false });
    await takeTurns();
    await heading(other.page, 'Second Person is signed in now');
    expect(await wordsOn(other.page)).not.toContain(title);
  });

  test('comes with a pause too: the person’s other tabs stop, and nobody is signed in', async () => {
    const other = await tabOfFirst('/record');
    const idle = await shared.tab();
    await idle.page.clock.install();
    await idle.open('/me');
    await idle.page.clock.fastForward('15:01');
    await idle.page.getByText('You were logged out after a pause').waitFor();
    await heading(other.page, 'Nobody is signed in any more');
    expect(await shared.signedIn()).toBeUndefined();
  });
});

describe('the page of the log-in', () => {
  test('says who is signed in and goes on as this person, to the page that was asked for', async () => {
    const other = await tabOfFirst('/me');
    const { page } = await shared.tab();
    await page.goto(`${first.gateway.url}/login?next=/consents`);
    expect(await page.locator('#user').count()).toBe(0);
    await page.getByRole('button', { name: 'Continue as First Person' }).click();
    await heading(page, 'Consents');
    await heading(other.page, 'My details');
    expect(await shared.signedIn()).toBe(first.personId);
  });

  test('that is already open learns that someone has come, and lets no one replace them', async () => {
    const waiting = await shared.tab();
    await waiting.open('/login');
    await waiting.page.locator('#user').fill(second.login.userName);
    const other = await shared.tab();
    await other.logIn(asLogin(first));
    await waiting.page.getByText('First Person is signed in here').waitFor();
    expect(await waiting.page.locator('#user').count()).toBe(0);
  });

  test('that was not informed lets no one replace them either', async () => {
    const waiting = await shared.deafTab();
    await waiting.open('/login');
    const other = await tabOfFirst('/record');
    await fillInLogin(waiting.page, asLogin(second));
    await waiting.page.getByText('First Person is signed in here').waitFor();
    expect(await shared.signedIn()).toBe(first.personId);
    await heading(other.page, 'My record');
  });

  test('treats the same person’s log-in in two tabs as one', async () => {
    const other = await tabOfFirst('/record');
    await shared.browser.context.clearCookies();
    const again = await shared.tab();
    await again.logIn(asLogin(first));
    await other.page.reload();
    await other.page.getByText(title).waitFor();
    await again.page.getByText(title).waitFor();
  });
});

describe('going back in the history', () => {
  test('shows nothing of the person who was here before in the same tab', async () => {
    const tab = await tabOfFirst('/record');
    await tab.page.getByRole('link', { name: title }).press('Enter');
    await heading(tab.page, title);
    await tab.page.getByRole('button', { name: 'Log out' }).click();
    await fillInLogin(tab.page, asLogin(second));
    await heading(tab.page, 'My record');
    for (let back = 0; back < 2; back++) {
      await tab.page.goBack();
      await tab.page.getByRole('heading', { level: 1 }).waitFor();
      await tab.settled();
      expect(await wordsOn(tab.page)).not.toContain(title);
    }
  });

  test('shows no page of before, though the browser may keep one that is left and show it again', async () => {
    const { page } = await tabOfFirst('/record');
    await page.getByText(title).waitFor();
    // Chromium keeps none, because documents are not to be stored; the events are those of a browser that does.
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    await expect.poll(() => wordsOn(page)).not.toContain(title);
    await shared.signInBehind(second);
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await heading(page, 'My record');
    await page.getByText('Your record is empty').waitFor();
    expect(await wordsOn(page)).not.toContain(title);
  });

  test('shows a doctor no patient whom another doctor has chosen', async () => {
    const [one, two] = await Promise.all([
      newDoctor(network, 'HospitalA', 'First Doctor'),
      newDoctor(network, 'HospitalA', 'Second Doctor'),
    ]);
    const { page } = await shared.tab();
    await page.goto(`${one.gateway.url}/login`);
    await fillInLogin(page, asLogin(one));
    await findPatient(page, first);
    await page.locator(`[title="${first.personId}"]`).first().waitFor();
    await page.getByRole('link', { name: 'My details' }).click();
    // A log-out before this page is there would take its entry of the history.
    await heading(page, 'My details');
    await page.getByRole('button', { name: 'Log out' }).click();
    await fillInLogin(page, asLogin(two));
    await heading(page, 'My patients');
    await page.goBack();
    await page.goBack();
    await page.getByText('No patient is chosen').waitFor();
    expect(await page.content()).not.toContain(first.personId);
  });
});

test('a large report is downloaded for the page’s person only', async () => {
  await first.upload(lengthened(scan, 65 << 20), 'Large scan');
  const tab = await shared.deafTab();
  const { page } = tab;
  await shared.signInBehind(first);
  await tab.open('/record');
  await page.getByRole('button', { name: 'Open “Large scan”' }).click();
  await page.getByRole('button', { name: 'Open and record the reading' }).click();
  const link = page.getByRole('link', { name: /^Download/ });
  await link.waitFor();
  expect(await link.getAttribute('href')).toContain(`?person=${first.personId}`);
  // All else that the page requests stays unanswered: an answer would name the other person, and the page would stop.
  await page.route(/\/api\/v1\/(?!disclosures\/\w+\/content)/, () => undefined);
  await shared.signInBehind(second);
  const refused = page.waitForEvent('download');
  await link.click();
  expect(await (await refused).failure()).toBe('canceled');
  await shared.signInBehind(first);
  const saving = page.waitForEvent('download');
  await link.click();
  expect(await (await saving).failure()).toBeNull();
});
