import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import { flipped, pdf } from '../../src/kit/files/documents.js';
import { inSeconds, type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { fillInLogin } from '../../src/kit/browser/page-logins.js';
import { chooseDoctor, findPatient, openReport, viewerOf } from '../../src/kit/browser/page-reports.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { asLogin, newDoctor, newPatient, withWrongCheck } from '../../src/kit/api/people.js';
import { sharedReport, visitorsOf } from '../support/care.js';

const network = new Network();
const doctorName = freshName('Doctor');
const visitors = visitorsOf(network);
let patient: Person;
let doctor: Person;
let registrar: Person;

beforeAll(async () => {
  [patient, doctor, registrar] = await Promise.all([
    newPatient(network, 'HospitalA', 'Refusing Patient'),
    newDoctor(network, 'HospitalB', doctorName),
    network.demoPerson('HospitalA', 'registrar'),
  ]);
});

const shared = (title: string, until?: string) => sharedReport({ patient, doctor }, title, until);

/** Words of an alert; none of them may be a code of the API, or the English detail that programs receive. */
async function wordsOf(alert: Locator): Promise<string> {
  await alert.waitFor();
  const words = await alert.innerText();
  expect(words).not.toMatch(/[A-Z]+_[A-Z_]+|undefined|\{\{/);
  return words;
}

describe('a reading', () => {
  test('that was revoked while one was asked to agree is not offered any more, and the list follows', async () => {
    const title = freshName('Taken back');
    const { consentId } = await shared(title);
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await page.getByRole('button', { name: `Open “${title}”` }).click();
    await patient.call('DELETE', `/consents/${consentId}`);
    await viewerOf(page, title).getByText('This report cannot be opened now').waitFor();
    await page.keyboard.press('Escape');
    // The ledger shows a holder nothing of a consent that has ended: the line has no title any more.
    await page.getByText(title).first().waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: 'Revoked' }).first();
    await row.waitFor();
    expect(await row.getByRole('button', { name: 'Open' }).count()).toBe(0);
  });

  test('whose time ends while it is open ends with it, and the list says so', async () => {
    const title = freshName('Expiring');
    await shared(title, inSeconds(14));
    const { page } = await visitors.person(doctor, '/files?tab=received');
    const viewer = await openReport(page, `Open “${title}”`, title);
    await viewer.getByText('The permission that opened it has reached its end.').waitFor();
    expect(await viewer.locator('canvas').count()).toBe(0);
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'Expired' }).first().waitFor();
    expect(await page.getByText(title).count()).toBe(0);
  });

  test('by a doctor whom the patient excludes is refused, whatever was permitted', async () => {
    const title = freshName('Excluded');
    const { reportId, consentId } = await shared(title);
    const home = await visitors.person(patient, '/consents?tab=exclusions');
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await page.getByRole('button', { name: `Open “${title}”` }).click();
    await home.page.getByRole('button', { name: 'Keep somebody out' }).click();
    await chooseDoctor(home.page, 'exclusion-who', doctorName);
    await home.page.getByRole('dialog').getByRole('button', { name: 'Keep out' }).click();
    await home.page
      .getByText(`Kept out of the whole record: ${doctorName} (Cardiology, Ward 3), HospitalB`)
      .waitFor();
    await viewerOf(page, title).getByText('This report cannot be opened now').waitFor();
    // A program that tries all the same.
    const reading = doctor.disclose(reportId, 'TREAT', { consent: consentId });
    expect((await problemOf(reading)).code).toBe('NO_PERMISSION');
    await home.page.goto(`${patient.gateway.url}/access-log`);
    const entry = home.page.getByRole('article').filter({ hasText: title });
    await entry.getByText('and was refused: the patient keeps this reader out.').waitFor();
    await home.page.goto(`${patient.gateway.url}/consents?tab=exclusions`);
    await home.page.getByRole('button', { name: /^Let in again/ }).click();
    await home.page.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click();
    await home.page.getByText('Nobody is kept out').waitFor();
  });
});

describe('a doctor', () => {
  test('who is not assigned learns who could change that, and can propose to no one', async () => {
    const { page } = await visitors.person(doctor, '/patients');
    await findPatient(page, patient);
    await page
      .getByText('You are not assigned to this patient. Only the front desk of HospitalA can assign you')
      .waitFor();
    await page.goto(`${doctor.gateway.url}/share`);
    await page.getByText('You are not assigned to a patient').waitFor();
  });

  test('learns what is wrong with an id: its form, its check character, or whose it is', async () => {
    const { page } = await visitors.person(doctor, '/patients');
    const field = page.locator('#find-patient');
    const find = page.getByRole('button', { name: 'Find patient' });
    await find.click();
    await page.getByText('Enter the ID from the patient’s card.').waitFor();
    await field.fill('per_123');
    await field.blur();
    await page.getByText('A person id is per_ and 27 letters and digits.').waitFor();
    await field.fill(withWrongCheck(patient));
    await field.blur();
    await page.getByText('At least one character is wrong').waitFor();
    await field.fill(doctor.personId);
    await find.click();
    await page.getByText('This ID is not a patient’s: it belongs to a Doctor of HospitalB.').waitFor();
  });
});

describe('an account', () => {
  test('with many wrong passwords is locked for a while, said with the time', async () => {
    const { login } = await newPatient(network, 'HospitalA', 'Forgetful Patient');
    const { page } = await visitors.stranger('HospitalA');
    for (let tries = 0; tries < 9; tries++) {
      const data = { user: login.userName, password: 'a wrong guess', transport: 'cookie' };
      await page.context().request.post(`${new URL(page.url()).origin}/api/v1/sessions`, { data });
    }
    const locked = page.getByRole('alert').filter({ hasText: 'Too many attempts' });
    await expect
      .poll(
        async () => {
          await page.locator('#user').fill(login.userName);
          await page.locator('#password').fill('a wrong guess');
          await page.getByRole('button', { name: 'Log in' }).click();
          await page.getByRole('alert').first().waitFor();
          return await locked.count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await wordsOf(locked)).toMatch(/no password is checked before .*\(in /);
    await page.getByText('You can try again now.').waitFor();
  });

  test('that is suspended loses its open pages’ rights at once, and says where to ask', async () => {
    const suspended = await newPatient(network, 'HospitalA', 'Suspended Patient');
    const { reportId } = await suspended.upload(pdf('blood-test.pdf', ['Blood test']), 'Blood test');
    await suspended.share(reportId, doctor, { until: inSeconds(3600) });
    const { page } = await visitors.person(suspended, '/record');
    await page.getByRole('button', { name: 'Open “Blood test”' }).click();
    const path = `/people/${suspended.personId}/suspension`;
    await registrar.call('POST', path, { until: inSeconds(3600) });
    const note = page.getByRole('alert').filter({ hasText: 'Your account is suspended' });
    await note.waitFor();
    expect(await wordsOf(note)).toContain('under “Consents” you can stop sharing');
    expect(await wordsOf(note)).toContain('Ask the front desk of HospitalA.');
    await page.goto(`${suspended.gateway.url}/access-log`);
    await note.waitFor();
    // Nothing else fails, and the menu offers only what is answered.
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Consents',
      'My details',
    ]);
    // Taking back what was permitted still works.
    await page.getByRole('navigation').getByRole('link', { name: 'Consents' }).click();
    await page.getByText(/may read a report for treatment/).waitFor();
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Revoke/ })
      .click();
    await page
      .getByText(/^Revoked/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'New consent' }).count()).toBe(0);
    const stranger = await visitors.stranger('HospitalA');
    await fillInLogin(stranger.page, asLogin(suspended));
    const refusal = stranger.page.getByRole('alert').or(stranger.page.getByText('not active'));
    await refusal.first().waitFor();
    await registrar.call('DELETE', path);
  });

  test('is asked for the password again before what is sensitive; wrong is said, and giving up changes nothing', async () => {
    const title = freshName('Asked again');
    await shared(title);
    const { page } = await visitors.person(patient, '/consents');
    // As after five minutes, which nobody waits for here: the first answer is the one of an old password.
    const body = { code: 'STEP_UP_REQUIRED', status: 401, title: '', detail: '', requestId: 'r1' };
    await page.route(
      /\/api\/v1\/consents\/con_/,
      async (route) => {
        await route.fulfill({ status: 401, contentType: 'application/problem+json', json: body });
      },
      { times: 1 },
    );
    const consent = page.getByRole('article').filter({ hasText: title });
    await consent.getByRole('button', { name: /^Revoke/ }).click();
    await page
      .getByRole('dialog', { name: 'Revoke this consent?' })
      .getByRole('button', { name: 'Revoke' })
      .click();
    const asked = page.getByRole('dialog', { name: 'Your password, please' });
    await asked.getByLabel('Password').first().fill('not my password');
    await asked.getByRole('button', { name: 'Confirm' }).click();
    await asked.getByText('The password is not right.').waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'Revoke this consent?' }).waitFor();
    await page.keyboard.press('Escape');
    await consent.getByText('Active').waitFor();
  });
});

describe('an object that was altered in the store', () => {
  const title = freshName('Altered');
  let bucket: Bucket;
  let report: Receipt;
  let whole: Buffer;

  beforeAll(async () => {
    report = await shared(title);
    bucket = await Bucket.of(network, 'HospitalA');
    whole = await bucket.read(report.objectKey);
    await bucket.write(report.objectKey, flipped(whole));
  });
  afterAll(async () => {
    await bucket.write(report.objectKey, whole);
  });

  test('verifies as altered in the browser, opens nowhere, and is marked at both hospitals', async () => {
    const home = await visitors.person(patient, '/record');
    const there = await visitors.person(doctor, '/files?tab=received');
    const row = there.page.getByRole('row').filter({ hasText: title });
    await row.getByText('Available').waitFor();
    await row.getByRole('button', { name: `Verify “${title}”` }).click();
    const dialog = there.page.getByRole('dialog', { name: `Verify “${title}”` });
    await dialog.getByRole('button', { name: 'Record the reading and verify' }).click();
    const verdict = dialog.getByRole('alert').filter({ hasText: 'Altered: the stored bytes are not those' });
    await verdict.waitFor();
    const hash = report.ciphertextSha256.replace('sha256:', '');
    expect(await dialog.getByText(hash).count()).toBe(1);
    await there.page.keyboard.press('Escape');
    await row.getByText('Altered', { exact: true }).waitFor();
    await home.page
      .getByRole('row')
      .filter({ hasText: title })
      .getByText('Altered', { exact: true })
      .waitFor();

    const again = await visitors.person(doctor, '/patients');
    await findPatient(again.page, patient);
    const listed = again.page.getByRole('row').filter({ hasText: title });
    await listed.getByText('Altered', { exact: true }).first().waitFor();
  });

  test('shows nothing of itself in a viewer that is opened before anyone knew', async () => {
    await bucket.write(report.objectKey, whole);
    const { page } = await visitors.person(doctor, '/files?tab=received');
    await patient.read(report.reportId, 'PATRQT');
    const row = page.getByRole('row').filter({ hasText: title });
    await row.getByText('Available').waitFor();
    await row.getByRole('button', { name: `Open “${title}”` }).click();
    await bucket.write(report.objectKey, flipped(whole));
    const viewer = viewerOf(page, title);
    await viewer.getByRole('button', { name: 'Open and record the reading' }).click();
    const words = await wordsOf(viewer.getByRole('alert').filter({ hasText: 'That did not work' }));
    expect(words).toContain('it has been altered or damaged, or was sealed wrongly. It is not shown.');
    await viewer.getByText('An alarm was raised.').waitFor();
    expect(await viewer.locator('canvas, img').count()).toBe(0);
    expect(await viewer.getByRole('button', { name: /Download|Try again/ }).count()).toBe(0);
  });

  test('is shown as whole again when it was restored and its owner reads it', async () => {
    await bucket.write(report.objectKey, whole);
    const there = await visitors.person(doctor, '/files?tab=received');
    const row = there.page.getByRole('row').filter({ hasText: title });
    await patient.read(report.reportId, 'PATRQT');
    await row.getByText('Available').waitFor();
    await openReport(there.page, `Open “${title}”`, title);
  });
});
