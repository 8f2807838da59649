import { expect, test } from 'vitest';
import { alarmsOf } from '../src/kit/network/health.js';
import { actBound, laneTime } from '../src/hostile/lane.js';
import { runLyingPeer } from '../src/hostile/lying-peer.js';
import { pdf } from '../src/kit/files/documents.js';
import { inSeconds } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { timesOf } from '../src/kit/network/pace.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();

test('a member whose endorsements do not count: every act of the others happens in time, and an alarm names the member', async () => {
  const patient = await newPatient(network, 'HospitalA', 'Endorsed Patient');
  const reader = await newPatient(network, 'HospitalA', 'Endorsed Reader');
  const { reportId } = await patient.upload(pdf('endorsed.pdf', ['endorsed']), 'Endorsed');
  const grantAndRevoke = async (): Promise<void> => {
    const { consentId } = await patient.share(reportId, reader, { until: inSeconds(3600) });
    await patient.call('DELETE', `/consents/${consentId}`);
  };
  const before = (await alarmsOf(network, 'HospitalA', 'ENDORSEMENT_DOES_NOT_COUNT')).length;
  const end = await runLyingPeer(network, 'HospitalB');
  let times: readonly number[];
  try {
    times = await timesOf(grantAndRevoke, laneTime, 8);
  } finally {
    await end();
  }
  const alarms = (await alarmsOf(network, 'HospitalA', 'ENDORSEMENT_DOES_NOT_COUNT')).slice(before);
  process.stdout.write(
    `${2 * times.length} acts beside a member whose endorsements do not count, ${alarms.length} alarms, slowest pair ${Math.max(...times).toFixed(0)} ms\n`,
  );
  expect(Math.max(...times)).toBeLessThan(actBound);
  expect(alarms.length).toBeGreaterThanOrEqual(1);
  for (const { organizations } of alarms) expect(organizations).toEqual(['HospitalBMSP']);
  // With its true peer the member takes part again.
  await newPatient(network, 'HospitalB', 'Patient of the member');
});
