import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startHostilePart } from '../../../transport/test/hostile-answers.js';
import { allowContributions, propose } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import type { Person } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { openReport } from '../../src/kit/browser/page-reports.js';
import { Visitors } from '../../src/kit/browser/page-visitors.js';
import { freshName } from '../../src/kit/browser/page-words.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { partCertificate } from '../../src/kit/api/tls.js';

const network = new Network();
const doctorName = freshName('Doctor');
/** Ends what `beforeAll` began, however far it came. */
const endings: (() => Promise<unknown>)[] = [];
let visitors: Visitors;
let patient: Person;
let doctor: Person;

beforeAll(async () => {
  visitors = await Visitors.gather(network);
  endings.push(() => visitors.close());
  patient = await newPatient(network, 'HospitalA', 'Asked Patient');
  doctor = await newDoctor(network, 'HospitalB', doctorName);
  await allowContributions(await network.demoPerson('HospitalA', 'registrar'), { patient, doctor });
  const port = await network.port('Regulator/agent');
  endings.push(() => network.command('start', 'Regulator/agent'));
  await network.command('stop', 'Regulator/agent');
  const { cert: certificate, key } = partCertificate(network, 'Regulator', 'agent');
  const agent = await startHostilePart({ certificate, key }, 'says nothing', port);
  endings.push(() => agent.stop());
  agent.answers = 'says that its share does not open';
});
afterEach(async () => {
  expect(await visitors.leave()).toEqual([]);
});
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

test('a proposal that one key agent speaks against is not accepted at once; the patient is told whose it is, and decides', async () => {
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
