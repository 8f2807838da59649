import { afterEach, expect, test } from 'vitest';
import { Cable } from '../src/hosts/cable.js';
import { healing, inTime, longest, silence, writeWhile } from '../src/hosts/write-while.js';
import { pdf } from '../src/kit/files/documents.js';
import { inSeconds, type Person } from '../src/kit/api/gateway-client.js';
import { Network } from '../src/kit/network/network.js';
import { leadingOrderer } from '../src/kit/network/operations.js';
import { newPatient } from '../src/kit/api/people.js';

const hospitals = ['HospitalA', 'HospitalB'];
const network = new Network();
const cable = Cable.open();

afterEach(async () => {
  await cable.heal();
});

test('a cable cut between two organizations only: both go on by way of the third', async () => {
  await inTime(longest.leader, async () => [
    'HospitalA and HospitalB apart',
    await writeWhile({ network, cable }, hospitals, () => cable.cut('HospitalA', 'HospitalB')),
  ]);
});

test('a cable that loses what one organization sends: the others go on', async () => {
  await inTime(longest.leader, async () => {
    const leader = await leadingOrderer(network);
    const [lost = ''] = ['Regulator', ...hospitals].filter((name) => name !== leader);
    const others = hospitals.filter((name) => name !== lost);
    const outcome = await writeWhile({ network, cable }, others, async () => {
      for (const other of [...hospitals, 'Regulator']) if (other !== lost) await cable.cutOneWay(lost, other);
    });
    return [`${lost} hears and is not heard`, outcome];
  });
});

test('an orderer that starts again while another one is silent finds its place: the others go on', async () => {
  const lost = 'HospitalB';
  // One orderer of three works alone until the other is up: as long as it was stopped, nothing commits.
  await inTime(2 * longest.leader, async () => {
    const outcome = await writeWhile({ network, cable }, ['HospitalA'], async () => {
      await cable.isolate(lost);
      await network.command('stop', 'Regulator/orderer');
      await network.command('start', 'Regulator/orderer');
    });
    return [`${lost} silent, the regulator’s orderer started again`, outcome];
  });
});

test('a hospital that was cut off for long writes again within seconds, and nothing of it is lost', async () => {
  const seconds = 3 * silence;
  await inTime(seconds * 1000 + healing, async () => [
    `HospitalB cut off for ${seconds} s, as it sees it`,
    await writeWhile({ network, cable, seconds }, ['HospitalB'], () => cable.isolate('HospitalB')),
  ]);
});

test('25 ms each way: acts and readings work', async () => {
  await cable.delay(25);
  const patient = await newPatient(network, 'HospitalA', 'Distant Patient');
  await readsWhatIsShared(patient, await newPatient(network, 'HospitalB', 'Distant Reader'));
});

test('one frame of a hundred lost: acts and readings work', async () => {
  await cable.lose(0.01);
  const patient = await newPatient(network, 'HospitalB', 'Noisy Patient');
  await readsWhatIsShared(patient, await newPatient(network, 'HospitalA', 'Noisy Reader'));
});

async function readsWhatIsShared(patient: Person, reader: Person): Promise<void> {
  const receipt = await patient.upload(pdf('shared.pdf', ['shared']), 'Shared');
  await patient.share(receipt.reportId, reader, { until: inSeconds(3600), purposes: ['FAMRQT'] });
  const { sha256 } = await reader.read(receipt.reportId, 'FAMRQT');
  expect(sha256).toBe(receipt.plaintextSha256);
}
