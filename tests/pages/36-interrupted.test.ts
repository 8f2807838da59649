import { mkdtempSync, rmSync } from 'node:fs';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { connectionOf } from '../src/kit/network/connection.js';
import { lengthened, pdf } from '../src/kit/files/documents.js';
import { Network } from '../src/kit/network/network.js';
import { asLogin } from '../src/kit/api/people.js';
import { ownTitles } from '../src/kit/api/reports.js';
import { fillInLogin } from '../src/kit/browser/page-logins.js';
import { addFile, chooseFile, openReport, viewerOf } from '../src/kit/browser/page-reports.js';
import { freshName } from '../src/kit/browser/page-words.js';
import { careAt } from './support/care.js';

/** What comes between: a file that changes, a way out of the page, code that does not come. */

const network = new Network();
const folder = mkdtempSync(path.join(tmpdir(), 'medseal-interrupted-'));
const care = careAt(network, { patient: 'HospitalA', doctor: 'HospitalA' });

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The patient's tab in which faults are to come: the browser notes them in its console. */
async function ownTab(address: string): Promise<Page> {
  const visitor = await care.visitors.person(care.patient, '/me');
  const page = await visitor.page.context().newPage();
  await page.goto(`${visitor.gateway}${address}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** A file on the device, of some size. */
async function fileOf(name: string, size = 2_000): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, lengthened(pdf(name, ['Scan']), size).bytes);
  return place;
}

async function fillIn(page: Page, file: string, title: string): Promise<void> {
  await addFile(page, file);
  await page.locator('#share-title').fill(title);
  await page.locator('#share-class').selectOption('Laboratory');
}

async function isKept(page: Page, title: string): Promise<void> {
  expect(await page.locator('#share-title').inputValue()).toBe(title);
  expect(await page.locator('#share-class').inputValue()).toBe('laboratory');
}

/** Sends what is filled in over a connection of so many bytes a second, and waits until some have left. */
async function beginToSend(page: Page, upload = 300_000): Promise<(speed?: number) => Promise<void>> {
  const connect = await connectionOf(page);
  await page.getByRole('button', { name: 'Check before sending' }).click();
  await connect({ isThere: true, upload });
  await page.getByRole('button', { name: 'Put into my record' }).click();
  await progressOf(page).waitFor();
  return (speed = -1) => connect({ isThere: true, upload: speed });
}

/** How much has left, once some has. */
function progressOf(page: Page): Locator {
  return page.getByText(/^[1-9][\d.]* (?:kB|MB) of [\d.]+ MB$/);
}

async function reportsNamed(title: string): Promise<number> {
  return (await ownTitles(care.patient)).filter((each) => each === title).length;
}

describe('a file that changes on the device after it was chosen', () => {
  const said = 'The file changed or was moved. Choose it again.';

  test('is asked for again before anything is sent; the rest stays, and the new one is taken', async () => {
    const { page } = await care.visitors.person(care.patient, '/share');
    const title = freshName('Changed');
    const file = await fileOf('changed.pdf');
    await fillIn(page, file, title);
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await fileOf('changed.pdf', 3_000);
    await page.getByRole('button', { name: 'Put into my record' }).click();
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    await isKept(page, title);
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('link', { name: 'Choose a file.' }).waitFor();
    await chooseFile(page, file);
    await page.getByText(said).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('button', { name: 'Put into my record' }).click();
    await page.getByText('The report is in your record.').waitFor();
    expect(await reportsNamed(title)).toBe(1);
  });

  test.each([
    ['cut off', (file: string) => truncate(file, 100_000)],
    ['written over', () => fileOf('sent.pdf', 3_000_000)],
    ['moved', (file: string) => rm(file)],
  ] as const)('is not blamed on the connection when it is %s in the middle', async (_, change) => {
    const page = await ownTab('/share');
    const title = freshName('Sent');
    const file = await fileOf('sent.pdf', 3_000_000);
    await fillIn(page, file, title);
    await beginToSend(page);
    await change(file);
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    await isKept(page, title);
    expect(await reportsNamed(title)).toBe(0);
  });
});

describe('leaving the form of sharing', () => {
  const question = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

  test('asks once when something is filled in: by the menu, by Back, at log-out and when the tab closes', async () => {
    const { page, follow } = await filledIn('Kept');
    const asked = question(page, 'Leave this page?');
    await page.getByRole('navigation').getByRole('link', { name: 'Consents' }).click();
    await stay(asked);
    await page.goBack();
    await stay(asked);
    await page.getByRole('button', { name: 'Log out' }).click();
    await stay(asked);
    expect(await closing(page)).toBe('asked');
    await isKept(page, follow);
    await page.getByRole('navigation').getByRole('link', { name: 'Consents' }).click();
    await asked.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Consents' }).waitFor();
  });

  test('leads Back from the last check to the form, without a question; then Back asks', async () => {
    const { page, follow } = await filledIn('Looked at');
    await page.getByRole('button', { name: 'Check before sending' }).click();
    await page.getByRole('heading', { name: 'Check before it is sent' }).waitFor();
    await page.goBack();
    await isKept(page, follow);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.goBack();
    await stay(question(page, 'Leave this page?'));
    await isKept(page, follow);
  });

  test('asks nothing when nothing is filled in', async () => {
    const visitor = await care.visitors.person(care.patient, '/share');
    expect(await closing(visitor.page)).toBe('closed');
  });

  test('asks in the middle of sending, which goes on and ends with the receipt', async () => {
    const { page } = await care.visitors.person(care.patient, '/share');
    const title = freshName('Through');
    await fillIn(page, await fileOf('through.pdf', 2_000_000), title);
    const speed = await beginToSend(page);
    await page.getByRole('navigation').getByRole('link', { name: 'Consents' }).click();
    const asked = question(page, 'Leave while the file is being sent?');
    await asked.waitFor();
    await stay(asked);
    expect(await closing(page)).toBe('asked');
    await speed();
    await page.getByText('The report is in your record.').waitFor();
    expect(await reportsNamed(title)).toBe(1);
    expect(await closing(page)).toBe('closed');
  });

  async function filledIn(name: string): Promise<{ page: Page; follow: string }> {
    const visitor = await care.visitors.person(care.patient, '/record');
    await visitor.follow('Share medical file');
    const title = freshName(name);
    await fillIn(visitor.page, await fileOf('kept.pdf'), title);
    return { page: visitor.page, follow: title };
  }

  async function stay(asked: Locator): Promise<void> {
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'hidden' });
  }

  /** Tries to close the tab; a question is answered by staying. */
  async function closing(page: Page): Promise<'asked' | 'closed'> {
    const asked = page.waitForEvent('dialog', { timeout: 5_000 }).then(async (dialog) => {
      await dialog.dismiss();
      return 'asked' as const;
    });
    const closed = page.waitForEvent('close', { timeout: 5_000 }).then(() => 'closed' as const);
    await page.close({ runBeforeUnload: true });
    const how = await Promise.race([asked, closed]);
    await Promise.allSettled([asked, closed]);
    return how;
  }
});

describe('a long upload', () => {
  test('keeps all tabs of its browser signed in while bytes move, however long nobody touches them', async () => {
    const visitor = await care.visitors.person(care.patient, '/share');
    const { page } = visitor;
    await page.clock.install();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${visitor.gateway}/consents`);
    await other.getByRole('heading', { level: 1, name: 'Consents' }).waitFor();
    const title = freshName('Long');
    await fillIn(page, await fileOf('long.pdf', 2_400_000), title);
    const speed = await beginToSend(page, 150_000);
    for (let pause = 0; pause < 3; pause++) {
      const before = await progressOf(page).textContent();
      // All tabs have one clock.
      await page.clock.fastForward('13:30');
      await expect.poll(() => progressOf(page).textContent(), { timeout: 20_000 }).not.toBe(before);
      await page.clock.runFor(1_100);
      for (const tab of [page, other]) await expect.poll(() => tab.getByRole('dialog').count()).toBe(0);
    }
    await speed();
    await page.getByText('The report is in your record.').waitFor();
    await other.getByRole('heading', { level: 1, name: 'Consents' }).waitFor();
  });
});

describe('Back', () => {
  test('closes an open report, then leaves the list; after closing it by hand it leaves at once', async () => {
    const title = freshName('Back');
    await care.patient.upload(pdf('back.pdf', ['Back']), title);
    const visitor = await care.visitors.person(care.patient, '/consents');
    const { page } = visitor;
    await visitor.follow('My record');
    const viewer = await openReport(page, `Open “${title}”`, title);
    await page.goBack();
    await viewer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Open “${title}”` }).waitFor();
    await page.getByRole('button', { name: `Open “${title}”` }).click();
    await viewerOf(page, title).waitFor();
    await page.keyboard.press('Escape');
    await viewerOf(page, title).waitFor({ state: 'detached' });
    await visitor.follow('Who saw my record');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'My record' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Consents' }).waitFor();
  });
});

describe('code that does not come', () => {
  test('of a dialog takes nothing from the form, and can be asked for again', async () => {
    const page = await ownTab('/share');
    const title = freshName('Code');
    await fillIn(page, await fileOf('code.pdf'), title);
    await page.route('**/assets/confirm-*.js', (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'Consents' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This could not be loaded' });
    await alert.waitFor();
    await isKept(page, title);
    await page.unroute('**/assets/confirm-*.js');
    await alert.getByRole('button', { name: 'Try again' }).click();
    const asked = page.getByRole('dialog', { name: 'Leave this page?' });
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await isKept(page, title);
  });

  test('of the first page shows that it is being loaded, never nothing', async () => {
    const visitor = await care.visitors.stranger('HospitalA');
    const { page } = visitor;
    const late = Promise.withResolvers<undefined>();
    await page.route('**/assets/record-page-*.js', async (route) => {
      await late.promise;
      await route.continue();
    });
    await fillInLogin(page, asLogin(care.patient));
    await page.locator('#user').waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor();
    late.resolve(undefined);
    await page.getByRole('heading', { level: 1, name: 'My record' }).waitFor();
  });
});
