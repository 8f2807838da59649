import { beforeAll, expect, test } from 'vitest';
import { ask, assign, verifyIdentity } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { inSeconds, type Person } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { visitorsOf } from '../support/care.js';

const network = new Network();
const visitors = visitorsOf(network);
let patient: Person;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Consenting Patient');
  await patient.upload(pdf('letter.pdf', ['letter']), 'Letter');
});

test('a consent to a hospital is for its doctors, and the form has no choice that means anyone else', async () => {
  const { page } = await visitors.person(patient, '/consents');
  await page.getByRole('button', { name: 'New consent' }).click();
  const dialog = page.getByRole('dialog', { name: 'New consent' });
  await dialog.getByRole('radio', { name: 'The doctors of a hospital' }).check();
  await dialog
    .getByText('All its doctors, including those who join later, but not its patients or other staff.')
    .waitFor();
  expect(await dialog.getByRole('radio').allInnerTexts()).toHaveLength(7);
  expect(await dialog.getByText(/everybody/i).count()).toBe(0);
  await dialog.getByLabel(/^Hospital/).selectOption('HospitalB');
  await dialog.getByRole('radio', { name: 'The whole record' }).check();
  await dialog.getByRole('button', { name: 'Review' }).click();
  const review = page.getByRole('dialog', { name: 'Grant this consent?' });
  await review.waitFor();
  // Back leads to the form, with what was chosen.
  await page.goBack();
  expect(await dialog.getByLabel(/^Hospital/).inputValue()).toBe('HospitalB');
  await dialog.getByRole('button', { name: 'Review' }).click();
  await review.getByText(/^Doctors of HospitalB may read/).waitFor();
  await review.getByRole('button', { name: 'Grant' }).click();
  await page.getByRole('dialog', { name: 'Consent granted' }).waitFor();
  const { items } = await patient.call<{ items: { grantee: object }[] }>('GET', '/consents');
  expect(items[0]?.grantee).toEqual({ organization: 'HospitalB', role: 'doctor' });
});

test('a first day takes no year of more than four digits, and the form stays', async () => {
  const { page } = await visitors.person(patient, '/consents');
  await page.getByRole('button', { name: 'New consent' }).click();
  const day = page.getByLabel(/^First day/);
  await day.fill('2027-01-31');
  // As typing does it: React hears of a value that it did not set.
  await day.evaluate(`(field) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '20277-01-31');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }`);
  expect(await day.inputValue()).toBe('2027-01-31');
  await day.fill('9997-12-31');
  await page.getByRole('dialog', { name: 'New consent' }).getByRole('button', { name: 'Review' }).click();
  await page.getByText('The first day lies after the last one.').first().waitFor();
});

test('a request for a month offers no year, and as soon as it is granted its doctor sees nothing else', async () => {
  const registrar = await network.demoPerson('HospitalA', 'registrar');
  const doctor = await newDoctor(network, 'HospitalA', freshName('Doctor'));
  await verifyIdentity(registrar, patient);
  await assign(registrar, { patient, doctor });
  await ask(doctor, patient, { permission: 'read', until: inSeconds(30 * 24 * 3600) });
  const { page } = await visitors.person(patient, '/consents');
  await page
    .getByRole('button', { name: /^Grant/ })
    .first()
    .click();
  const grant = page.getByRole('dialog', { name: 'Grant this request?' });
  await grant.getByRole('button', { name: 'In a week' }).waitFor();
  expect(await grant.getByRole('button', { name: 'In a year' }).count()).toBe(0);

  const watching = await visitors.person(doctor, '/patients');
  await watching.page
    .getByRole('link', { name: new RegExp(patient.personId) })
    .first()
    .click();
  const refusal = watching.page.getByText('has not permitted you to read anything');
  await refusal.waitFor();
  await grant.getByRole('button', { name: 'Grant' }).click();
  await watching.page.getByText('Granted', { exact: true }).waitFor({ timeout: 30_000 });
  await refusal.waitFor({ state: 'detached', timeout: 2_000 });
});
