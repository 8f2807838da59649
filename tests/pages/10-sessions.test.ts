import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, startChromium } from '../src/kit/browser/chromium.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { asLogin, newPatient } from '../src/kit/api/people.js';
import { fillInLogin, loginOf } from '../src/kit/browser/page-logins.js';
import { Visitor } from '../src/kit/browser/visitor.js';

const network = new Network();
let browser: Chromium;
let patient: Person;
let tabs: Visitor[] = [];

beforeAll(async () => {
  browser = await startChromium();
  patient = await newPatient(network, 'HospitalA', 'Session Patient');
});
afterEach(async () => {
  const faults = tabs.flatMap(({ tab }) => tab.faults);
  for (const each of tabs) await each.close();
  tabs = [];
  await browser.context.clearCookies();
  expect(faults).toEqual([]);
});
afterAll(async () => {
  await browser.close();
});

async function tabAt(organization: string): Promise<Visitor> {
  const visitor = await Visitor.inTab(browser.context, (await network.organization(organization)).gateway);
  tabs.push(visitor);
  return visitor;
}

/** Name and value of the cookies that the browser holds for sessions. */
async function sessionCookies(): Promise<string[]> {
  const cookies = await browser.context.cookies();
  return cookies.filter(({ name }) => name.startsWith('medseal-')).map(({ name }) => name);
}

describe('logging in', () => {
  test('leads every role to its first page', async () => {
    const first = {
      patient: '/record',
      doctor: '/patients',
      registrar: '/front-desk',
      auditor: '/compliance',
    };
    for (const [role, path] of Object.entries(first)) {
      const tab = await tabAt('HospitalB');
      await tab.logIn(loginOf(network, 'HospitalB', role));
      expect(new URL(tab.page.url()).pathname).toBe(path);
      await browser.context.clearCookies();
    }
  });

  test('says so when the password is wrong, forgets it, and keeps the name', async () => {
    const tab = await tabAt('HospitalA');
    await tab.open('/login');
    await tab.page.locator('#user').fill(patient.login.userName);
    await tab.page.locator('#password').fill('not my password');
    await tab.page.getByRole('button', { name: 'Log in' }).click();
    await tab.page.getByRole('alert').filter({ hasText: 'User name or password is not right.' }).waitFor();
    expect(await tab.page.locator('#user').inputValue()).toBe(patient.login.userName);
    expect(await tab.page.locator('#password').inputValue()).toBe('');
    expect(await sessionCookies()).toEqual([]);
  });

  test('lists what is missing, and leads to the field', async () => {
    const tab = await tabAt('HospitalA');
    await tab.open('/login');
    await tab.page.getByRole('button', { name: 'Log in' }).click();
    await tab.page.getByRole('link', { name: 'Enter your password.' }).click();
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('password');
  });

  test('goes back to the page that was asked for', async () => {
    const tab = await tabAt('HospitalA');
    await tab.page.goto(`${tab.gateway}/consents`);
    await tab.page.waitForURL((url) => url.pathname === '/login');
    await fillInLogin(tab.page, asLogin(patient));
    await tab.page.waitForURL((url) => url.pathname === '/consents');
  });

  test('never leads to another site', async () => {
    const tab = await tabAt('HospitalA');
    await tab.page.goto(`${tab.gateway}/login?next=//example.org/`);
    await fillInLogin(tab.page, asLogin(patient));
    await tab.page.waitForURL((url) => url.pathname === '/record');
    expect(tab.page.url().startsWith(tab.gateway)).toBe(true);
  });
});

describe('a session', () => {
  test('ends on the server at logout: its cookie opens nothing any more', async () => {
    const tab = await tabAt('HospitalA');
    await tab.logIn(asLogin(patient));
    const [cookie] = (await browser.context.cookies()).filter(({ name }) => name === 'medseal-HospitalA');
    await tab.page.getByRole('button', { name: 'Log out' }).click();
    await tab.page.getByText('You are logged out.').waitFor();
    expect(await sessionCookies()).toEqual([]);
    const answer = await fetch(`${tab.gateway}/api/v1/sessions/current`, {
      headers: { cookie: `${cookie?.name}=${cookie?.value}` },
    });
    expect(answer.status).toBe(401);
    // Going back shows nothing of the record.
    await tab.page.goBack();
    await tab.page.waitForURL((url) => url.pathname === '/login');
  });

  test('ends once, however often the button is pressed while the gateway is slow', async () => {
    const tab = await tabAt('HospitalA');
    await tab.logIn(asLogin(patient));
    let ended = 0;
    await tab.page.route('**/sessions/current', async (route) => {
      if (route.request().method() === 'DELETE') {
        ended++;
        await delay(500);
      }
      await route.continue();
    });
    await tab.page.evaluate(`(() => {
      const button = document.querySelector('button[aria-label="Log out"]');
      for (let count = 0; count < 3; count++) button.click();
    })()`);
    await tab.page.getByText('You are logged out.').waitFor();
    expect(ended).toBe(1);
  });

  test('of one hospital does not disturb that of the other in the same browser', async () => {
    const atA = await tabAt('HospitalA');
    const atB = await tabAt('HospitalB');
    await atA.logIn(asLogin(patient));
    await atB.logIn(loginOf(network, 'HospitalB', 'doctor'));
    expect((await sessionCookies()).sort()).toEqual(['medseal-HospitalA', 'medseal-HospitalB']);
    await atA.open('/me');
    await atB.open('/me');
    await atB.page.getByRole('button', { name: 'Log out' }).click();
    await atB.page.getByText('You are logged out.').waitFor();
    await atA.open('/consents');
    expect(await sessionCookies()).toEqual(['medseal-HospitalA']);
  });

  test('that ended elsewhere is resumed on the same page', async () => {
    const tab = await tabAt('HospitalA');
    await tab.logIn(asLogin(patient));
    await tab.open('/share');
    await browser.context.clearCookies();
    await tab.page.getByRole('link', { name: 'Consents' }).dispatchEvent('click');
    const dialog = tab.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password').first().fill(patient.login.password);
    await dialog.getByRole('button', { name: 'Log in again' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await sessionCookies()).toEqual(['medseal-HospitalA']);
  });

  test('warns after a pause, and ends when nobody answers', async () => {
    const tab = await tabAt('HospitalA');
    await tab.page.clock.install();
    await tab.logIn(asLogin(patient));
    await tab.page.clock.fastForward('13:30');
    const dialog = tab.page.getByRole('dialog', { name: 'Are you still there?' });
    await dialog.getByRole('button', { name: 'Stay logged in' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await tab.page.clock.fastForward('14:00');
    await dialog.waitFor();
    await tab.page.clock.fastForward('02:00');
    await tab.page.getByText('You were logged out after a pause').waitFor();
    expect(await sessionCookies()).toEqual([]);
  });

  test('warns after a pause on a device whose clock was set back meanwhile, too', async () => {
    const tab = await tabAt('HospitalA');
    const { clock } = tab.page;
    await clock.install({ time: Date.now() + 2 * 3_600_000 });
    await tab.logIn(asLogin(patient));
    await clock.setSystemTime(Date.now());
    await clock.fastForward('00:02');
    await clock.fastForward('13:30');
    await tab.page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  });
});

test('a page of another role does not exist for a person', async () => {
  const tab = await tabAt('HospitalA');
  await tab.logIn(asLogin(patient));
  await tab.open('/front-desk');
  await tab.page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
});
