import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmsOf } from '../src/kit/network/health.js';
import { HostileMember } from '../src/hostile/hostile-member.js';
import { actBound, laneTime } from '../src/hostile/lane.js';
import { pdf } from '../src/kit/files/documents.js';
import { consentBody, type Person, problemOf } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { timesOf } from '../src/kit/network/pace.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();
let member: HostileMember;
let patient: Person;
let reader: Person;
let reportId: string;

beforeAll(async () => {
  member = await HostileMember.of(network, 'HospitalB');
  patient = await newPatient(network, 'HospitalA', 'Jammed Patient');
  reader = await newPatient(network, 'HospitalA', 'Jammed Reader');
  ({ reportId } = await patient.upload(pdf('jammed.pdf', ['jammed']), 'Jammed'));
});

afterAll(() => {
  member.close();
});

test('a member that uses up transaction ids: every consent and revocation happens in time, once, with an alarm', async () => {
  const before = (await alarmsOf(network, 'HospitalA', 'TRANSACTION_ID_TAKEN')).length;
  const stop = await member.jamTransactionIds();
  const consents: string[] = [];
  const taken = async () => (await alarmsOf(network, 'HospitalA', 'TRANSACTION_ID_TAKEN')).slice(before);
  const times: number[] = [];
  try {
    // It wins a race by chance: go on until it has won some.
    for (let round = 0; round < 30 && (round < 2 || (await taken()).length < 3); round++)
      times.push(...(await timesOf(grantAndRevoke, laneTime / 4, 3)));
  } finally {
    await stop();
  }
  const alarms = await taken();
  process.stdout.write(
    `${times.length} acts, ${alarms.length} transaction ids used up, slowest ${Math.max(...times).toFixed(0)} ms\n`,
  );
  expect(alarms.length).toBeGreaterThanOrEqual(3);
  for (const alarm of alarms) expect(alarm).toMatchObject({ creator: { mspId: 'HospitalBMSP' } });
  expect(Math.max(...times)).toBeLessThan(actBound);

  interface Consents {
    readonly items: readonly Readonly<{ consentId: string; state: string }>[];
  }
  const { items } = await patient.call<Consents>('GET', '/consents?limit=200');
  expect(items.map(({ consentId }) => consentId).toSorted()).toEqual(consents.toSorted());
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['revoked']));
  expect(await problemOf(reader.disclose(reportId))).toMatchObject({ status: 403, code: 'NO_PERMISSION' });

  async function grantAndRevoke(): Promise<void> {
    const wish = consentBody(reader, reportId, { purposes: ['FAMRQT'] });
    const { consentId } = await patient.call<{ consentId: string }>('POST', '/consents', wish);
    consents.push(consentId);
    await patient.call('DELETE', `/consents/${consentId}`);
  }
});
