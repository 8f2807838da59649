import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { propose, verifyIdentity } from '../src/kit/api/care.js';
import { pdf } from '../src/kit/files/documents.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { addFile, chooseDoctor, findPatient, openReport, viewerOf } from '../src/kit/browser/page-reports.js';
import { dayIn, freshName } from '../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../src/kit/api/people.js';
import { visitorsOf } from './support/care.js';

const network = new Network();
const doctorName = freshName('Doctor');
const visitors = visitorsOf(network);
let patient: Person;
let doctor: Person;

beforeAll(async () => {
  let registrar: Person;
  [patient, doctor, registrar] = await Promise.all([
    newPatient(network, 'HospitalA', 'Updated Patient'),
    newDoctor(network, 'HospitalB', doctorName),
    network.demoPerson('HospitalA', 'registrar'),
  ]);
  await verifyIdentity(registrar, patient);
});

async function leadsToPatient(page: Page): Promise<void> {
  await findPatient(page, patient);
  await page.getByRole('heading', { level: 1, name: 'Patient' }).waitFor();
}

test('the registrar assigns a doctor of another hospital, found by name', async () => {
  const { page } = await visitors.demo('HospitalA', 'registrar', '/front-desk?tab=assignments');
  await page.getByRole('button', { name: 'Assign a specialist' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign a specialist' });
  await dialog.locator('#assign-patient').fill(patient.personId);
  await dialog.getByText('The check character fits.').waitFor();
  await chooseDoctor(page, 'assign-doctor', doctorName);
  await dialog.getByRole('button', { name: 'In a week' }).click();
  await dialog.getByRole('button', { name: `Assign ${doctorName}` }).click();
  const receipt = page
    .getByRole('status')
    .filter({ hasText: `${doctorName} (Cardiology, Ward 3), HospitalB is assigned until` });
  await receipt.getByRole('link', { name: /^Block \d+$/ }).waitFor();
  await page.getByRole('row').filter({ hasText: doctorName }).getByText('Active').waitFor();
});

test('the doctor asks by the patient’s id; the patient sees it without reload and grants for a shorter time', async () => {
  const home = await visitors.person(patient, '/consents');
  await home.page.getByText('No request waits for you.').waitFor();
  const { page } = await visitors.person(doctor, '/patients');
  await leadsToPatient(page);
  await page.getByText('You are assigned to this patient until').waitFor();
  await page.getByText('The patient has not permitted you to add reports. Ask for it first.').waitFor();
  await page.getByRole('button', { name: 'Ask for permission' }).click();
  const form = page.getByRole('dialog', { name: 'Ask for permission' });
  await form.getByRole('radio', { name: 'To add reports' }).check();
  await form.locator('#ask-purpose').selectOption('treatment');
  await form.getByRole('button', { name: 'In 30 days' }).click();
  await form.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('The patient is asked.').waitFor();

  const request = home.page.getByRole('article').filter({ hasText: `${doctorName}, HospitalB` });
  await request.getByText('Cardiology · Ward 3').waitFor();
  await request.getByText('asks to propose new reports for your record, for treatment until').waitFor();
  await request.getByRole('button', { name: /^Grant/ }).click();
  const grant = home.page.getByRole('dialog', { name: 'Grant this request?' });
  await grant.locator('#grant-until').fill(dayIn(40));
  await grant.getByRole('button', { name: 'Grant' }).click();
  await grant.getByRole('link', { name: /nobody asked for longer/ }).waitFor();
  await grant.locator('#grant-until').fill(dayIn(2));
  await grant.getByRole('button', { name: 'Grant' }).click();
  await home.page.getByText(/^Granted until .* It is now one of your consents\.$/).waitFor();
  const until = new Intl.DateTimeFormat('en-IN', { dateStyle: 'long', timeZone: 'Asia/Kolkata' });
  const consent = home.page.getByText('may propose new reports for your record, for treatment until').first();
  expect(await consent.innerText()).toContain(until.format(Date.parse(`${dayIn(2)}T12:00:00Z`)));

  await page.getByText('You may add reports until').waitFor();
  await page.getByRole('row').filter({ hasText: 'Add reports' }).getByText('Granted').waitFor();
});

test('the doctor proposes; the patient opens, accepts one and rejects the other; the doctor sees both outcomes', async () => {
  const rightTitle = freshName('Right report');
  const wrongTitle = freshName('Wrong report');
  const { page } = await visitors.person(doctor, '/patients');
  await leadsToPatient(page);
  await page.getByRole('link', { name: 'Propose a report' }).click();
  await page.getByRole('radio', { name: /^Person per_/ }).waitFor();
  expect(await page.getByRole('radio', { name: /^Person per_/ }).isChecked()).toBe(true);
  await addFile(page, pdf('right.pdf', ['Right report']));
  await page.locator('#share-title').fill(rightTitle);
  await page.locator('#share-class').selectOption('Letter');
  await page.getByRole('button', { name: 'Check before sending' }).click();
  await page.getByRole('button', { name: 'Propose to the patient' }).click();
  await page.getByText('The report waits for the patient').waitFor();
  await propose({ patient, doctor }, { ...pdf('wrong.pdf', ['Wrong report']), fileName: wrongTitle });

  const home = await visitors.person(patient, '/record');
  const right = home.page.getByRole('article', { name: rightTitle });
  await right.getByText(`${doctorName} (Cardiology, Ward 3), HospitalB · Letter`).waitFor();
  expect(await right.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
  await openReport(home.page, `Open the proposal “${rightTitle}”`, rightTitle);
  await home.page.keyboard.press('Escape');
  await right.getByRole('button', { name: `Accept “${rightTitle}” into my record` }).click();
  await home.page.getByText(`“${rightTitle}” is in your record.`).waitFor();
  await home.page.getByRole('row').filter({ hasText: rightTitle }).getByText('Available').waitFor();

  await openReport(home.page, `Open the proposal “${wrongTitle}”`, wrongTitle);
  await viewerOf(home.page, wrongTitle).getByRole('button', { name: 'Close' }).click();
  await home.page.getByRole('button', { name: `Reject “${wrongTitle}”` }).click();
  const reject = home.page.getByRole('dialog', { name: `Reject “${wrongTitle}”?` });
  await reject.getByRole('button', { name: 'Reject' }).click();
  await reject.getByText('Say why, so that the author can put it right.').waitFor();
  await reject.getByLabel('Reason').fill('This is not my report.');
  await reject.getByRole('button', { name: 'Reject' }).click();
  await home.page.getByText(`“${wrongTitle}” is rejected.`).waitFor();
  await home.page.getByRole('article', { name: wrongTitle }).waitFor({ state: 'detached' });

  await page.goto(`${doctor.gateway.url}/patients?tab=proposals`);
  await page.getByRole('row').filter({ hasText: rightTitle }).getByText('Accepted').waitFor();
  // With the keys of a rejected report its title is destroyed too; kind and date are left, for the author and
  // in the log.
  const rejected = page.getByRole('row').filter({ hasText: 'Reason: This is not my report.' });
  await rejected.getByText('Rejected').waitFor();
  await rejected.getByText(/^Report: [A-Z][a-z ]+, \d+ [A-Z][a-z]+ \d{4}$/).waitFor();
  await rejected.getByText('Its title was destroyed together with its keys.').waitFor();
  await home.page.goto(`${patient.gateway.url}/access-log`);
  await home.page.getByText(/^You read an? [a-z ]+ of \d+ [A-Z][a-z]+ \d{4}/).waitFor();
});
