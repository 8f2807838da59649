import { afterAll, beforeAll, test } from 'vitest';
import { allowContributions, propose } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import type { Person } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { openReport } from '../../src/kit/browser/page-reports.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { replaceAgent } from '../../scenarios/support/hostile-agent.js';
import { visitorsOf } from '../support/care.js';

const network = new Network();
const doctorName = freshName('Doctor');
/** Ends what `beforeAll` began, however far it came. */
const endings: (() => Promise<unknown>)[] = [];
const visitors = visitorsOf(network);
let patient: Person;
let doctor: Person;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Asked Patient');
  doctor = await newDoctor(network, 'HospitalB', doctorName);
  await allowContributions(await network.demoPerson('HospitalA', 'registrar'), { patient, doctor });
  const agent = await replaceAgent(network, endings);
  agent.answers = 'says that its share does not open';
});
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

test('a proposal that one key agent disputes is not accepted at once; the patient learns whose agent it is, and decides', async () => {
  const title = freshName('Disputed report');
  await propose({ patient, doctor }, { ...pdf('disputed.pdf', ['Disputed']), fileName: title });
  const { page } = await visitors.person(patient, '/record');
  const proposal = page.getByRole('article', { name: title });
  await openReport(page, `Open the proposal “${title}”`, title);
  await page.keyboard.press('Escape');
  await proposal.getByRole('button', { name: `Accept “${title}” into my record` }).click();
  const alert = proposal.getByRole('alert');
  await alert.getByText(`Key agents of RegulatorMSP say that the keys ${doctorName}`).waitFor();
  await alert.getByText('Nothing has entered your record.').waitFor();
  await proposal.getByRole('button', { name: `Accept “${title}” anyway` }).click();
  await page.getByText(`“${title}” is in your record.`).waitFor();
  await page.getByText('According to the key agents of RegulatorMSP').waitFor();
  await page.getByRole('row').filter({ hasText: title }).getByText('Available').waitFor();
});
