import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Network } from '../src/kit/network/network.js';
import { freshName } from '../src/kit/browser/page-words.js';
import { newPatient } from '../src/kit/api/people.js';
import { visitorsOf } from './support/care.js';

const network = new Network();
const visitors = visitorsOf(network);

interface Answers {
  readonly fullName: string;
  readonly userName: string;
  readonly password: string;
}

function newAnswers(first: string): Answers {
  const fullName = freshName(first);
  return {
    fullName,
    userName: fullName.toLowerCase().replace(' ', '.'),
    password: randomBytes(12).toString('base64url'),
  };
}

const patientFields = {
  phone: '+91 80 5550 0101',
  email: 'somebody@example.org',
  address: '7 Temple Street, Mysuru',
};
const doctorFields = {
  ...patientFields,
  designation: 'Consultant',
  specialty: 'Nephrology',
  officeAddress: 'Ward 9, second floor',
};

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
}

async function fillInPatient(page: Page, { password, ...who }: Answers): Promise<void> {
  await page.getByRole('radio', { name: 'Patient' }).check();
  await fillIn(page, { ...patientFields, ...who, password, passwordAgain: password });
  await page.getByRole('radio', { name: 'No, deposit nothing' }).check();
}

async function lookAtAnswers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { level: 1, name: 'Look at your answers' }).waitFor();
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { level: 1, name: 'You are registered' }).waitFor();
}

async function recoveryCode(page: Page): Promise<string> {
  return await page
    .getByText('Recovery code of')
    .locator('xpath=ancestor-or-self::p/following-sibling::p')
    .innerText();
}

async function idOnCard(page: Page): Promise<string> {
  const words = await page.getByRole('article', { name: 'ID card' }).innerText();
  return /per_[0-9A-Z ]+/.exec(words)?.[0].replaceAll(' ', '') ?? '';
}

test('a patient looks at the answers, registers, gets card and recovery code once, and logs in', async () => {
  const visitor = await visitors.stranger('HospitalA', '/register');
  const { page } = visitor;
  const answers = newAnswers('Kavya');
  await fillInPatient(page, answers);
  await lookAtAnswers(page);
  const main = page.getByRole('main');
  await main.getByText(answers.fullName).waitFor();
  await main.getByText(patientFields.address).waitFor();
  expect(await main.innerText()).not.toContain(answers.password);
  // An answer can be corrected from here, and the others stay.
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  await page.locator('#phone:focus').fill('+91 80 5550 0177');
  await lookAtAnswers(page);
  await main.getByText('+91 80 5550 0177').waitFor();

  await send(page);
  await page.getByRole('img', { name: 'QR code with the person id' }).waitFor();
  const personId = await idOnCard(page);
  expect(personId).toMatch(/^per_[0-9A-Z]{27}$/);
  const code = await recoveryCode(page);
  const lastGroup = code.trim().split('-').at(-1) ?? '';
  expect(lastGroup).toMatch(/^[0-9a-z]{3,}$/);

  await page.getByRole('link', { name: 'Go to the login' }).click();
  const warning = page.getByRole('dialog', { name: 'Leave without the recovery code?' });
  await warning.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('checkbox', { name: 'I have written it down' }).check();
  await page.getByRole('link', { name: 'Go to the login' }).click();
  await page.getByRole('heading', { level: 1, name: 'Log in to HospitalA' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await main.innerText()).not.toContain(lastGroup);

  await visitor.logIn({ user: answers.userName, password: answers.password });
  expect(new URL(page.url()).pathname).toBe('/record');
  await page.getByText('This is your first login.').waitFor();
  await visitor.follow('My details');
  await page.getByRole('article', { name: 'ID card' }).getByText(answers.fullName).waitFor();
  expect(await idOnCard(page)).toBe(personId);
});

test('a doctor waits; the open front desk shows it at once; after the approval the account is active', async () => {
  const desk = await visitors.demo('HospitalA', 'registrar', '/front-desk');
  const visitor = await visitors.stranger('HospitalA', '/register');
  const { page } = visitor;
  const { password, ...who } = newAnswers('Rohan');
  await page.getByRole('radio', { name: 'Doctor' }).check();
  await fillIn(page, { ...doctorFields, ...who, password, passwordAgain: password });
  await lookAtAnswers(page);
  await send(page);
  await page.getByText('Your registration waits for approval').waitFor();
  await page.getByRole('checkbox', { name: 'I have written it down' }).check();
  await page.getByRole('link', { name: 'Go to the login' }).click();
  await visitor.logIn({ user: who.userName, password });
  const note = page.getByText('has to approve it on the ledger');
  await note.waitFor();

  const waiting = desk.page.getByRole('region', { name: who.fullName });
  await waiting.getByText(doctorFields.specialty).waitFor();
  await waiting.getByRole('button', { name: 'Approve' }).click();
  const dialog = desk.page.getByRole('dialog', {
    name: `Approve ${who.fullName} (${doctorFields.specialty}`,
  });
  await dialog.getByText('this hospital employs').waitFor();
  await dialog.getByRole('button', { name: 'Approve' }).click();
  const named = `${who.fullName} (${doctorFields.specialty}, ${doctorFields.officeAddress})`;
  const receipt = desk.page.getByRole('status').filter({ hasText: `${named} is approved.` });
  await receipt.getByRole('link', { name: /^Block \d+$/ }).waitFor();
  await waiting.waitFor({ state: 'detached' });

  await note.waitFor({ state: 'detached' });
  await page.getByText('Active', { exact: true }).waitFor();
  // What was refused until now can be read.
  await visitor.follow('My patients');
  await page.getByRole('heading', { name: 'No patients yet' }).waitFor();
});

test('Back leads from the check to the form, Forward to the check; every answer stays', async () => {
  const { page } = await visitors.stranger('HospitalA', '/register');
  const answers = newAnswers('Nanda');
  await fillInPatient(page, answers);
  await page.locator('#address').fill('7 Temple Street\n570001 Mysuru');
  await lookAtAnswers(page);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Register at HospitalA' }).waitFor();
  const values = { ...patientFields, ...answers, address: '7 Temple Street\n570001 Mysuru' };
  for (const [id, value] of Object.entries(values))
    expect([id, await page.locator(`#${id}`).inputValue()]).toEqual([id, value]);
  expect(await page.getByRole('radio', { name: 'No, deposit nothing' }).isChecked()).toBe(true);
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: 'Look at your answers' }).waitFor();
  // Leaving the registration still asks.
  await page.goBack();
  await page.getByRole('link', { name: 'You are registered already? Log in' }).click();
  await page
    .getByRole('dialog', { name: 'Leave the registration?' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  // An answer that has become wrong leads Forward to the form.
  await page.locator('#phone').fill('5550 0101');
  await page.goForward();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Begin with + and the country code' }).waitFor();
  // The form stays while the answer is corrected, key by key; then the check and its Back are as before.
  await page.locator('#phone').clear();
  await page.locator('#phone').pressSequentially('+91 98450 22222');
  expect(await page.locator('#phone').inputValue()).toBe('+91 98450 22222');
  await lookAtAnswers(page);
  await page.goBack();
  expect(await page.locator('#phone').inputValue()).toBe('+91 98450 22222');
});

test('a registration whose answer was lost is sent again and shows the recovery code', async () => {
  const visitor = await visitors.stranger('HospitalA', '/register');
  const { page } = visitor;
  const answers = newAnswers('Oviya');
  await fillInPatient(page, answers);
  await lookAtAnswers(page);
  // The gateway does its work; its answer does not arrive.
  const sent: string[] = [];
  await page.route('**/api/v1/registrations', async (route) => {
    sent.push((await route.request().allHeaders())['idempotency-key'] ?? '');
    if (sent.length > 1) {
      await route.continue();
      return;
    }
    expect((await route.fetch()).status()).toBe(201);
    await route.abort('internetdisconnected');
  });
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText('This does not register you twice.').waitFor();
  await send(page);
  const code = await recoveryCode(page);
  expect(code.replaceAll(/\s/g, '')).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  expect(sent).toEqual([sent[0], sent[0]]);
  expect(sent[0]).not.toBe('');
  await page.getByRole('checkbox', { name: 'I have written it down' }).check();
  await page.getByRole('link', { name: 'Go to the login' }).click();
  await visitor.logIn({ user: answers.userName, password: answers.password });
});

describe('mistakes', () => {
  test('are listed, and each leads to its field', async () => {
    const { page } = await visitors.stranger('HospitalA', '/register');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'Choose whether you register as a patient' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('role');
    await page.getByRole('radio', { name: 'Patient' }).check();
    await fillIn(page, { email: 'no address', password: 'short', fullName: 'Somebody' });
    await page.getByRole('button', { name: 'Continue' }).click();
    const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
    const lines = await summary.getByRole('link').allInnerTexts();
    expect(lines).toEqual(
      expect.arrayContaining([
        'Enter a user name.',
        'Enter your phone number.',
        'This is not an e-mail address. It looks like name@example.org.',
        'The password is too short: at least 12 characters.',
        'Choose whether an emergency half is deposited: yes or no.',
      ]),
    );
    for (const [line, id] of [
      ['Enter your phone number.', 'phone'],
      ['The password is too short', 'password'],
      ['Choose whether an emergency half', 'emergencyHalf'],
    ] as const) {
      await summary.getByRole('link', { name: line }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe(id);
    }
    expect(await page.locator('#fullName').inputValue()).toBe('Somebody');
  });

  test('that only the hospital knows of keep what was typed: a user name that is taken', async () => {
    const { login } = await newPatient(network, 'HospitalA', 'Taken Name');
    const { page } = await visitors.stranger('HospitalA', '/register');
    const answers = newAnswers('Latha');
    await fillInPatient(page, { ...answers, userName: login.userName });
    await lookAtAnswers(page);
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('link', { name: 'This user name is taken.' }).waitFor();
    expect(await page.locator('#fullName').inputValue()).toBe(answers.fullName);
    expect(await page.locator('#address').inputValue()).toBe(patientFields.address);
    expect(await page.locator('#password').inputValue()).toBe(answers.password);
    await page.locator('#userName').fill(answers.userName);
    await lookAtAnswers(page);
    await send(page);
  });

  test('of a password that is tried first are said in words', async () => {
    const { page } = await visitors.stranger('HospitalA', '/register');
    await fillInPatient(page, { ...newAnswers('Manju'), password: 'password1234' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'The password is made of words, names or rows of keys' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('password');
  });
});
