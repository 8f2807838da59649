import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { alarmsOf, checkOf } from '../src/kit/network/health.js';
import { eventually } from '../src/kit/eventually.js';
import { Network } from '../src/kit/network/network.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();

test('lists that stand still while the peer goes on: not ready within 15 seconds, with an alarm, and well again by itself', async () => {
  const before = (await alarmsOf(network, 'Regulator', 'NO_PROGRESS')).length;
  const file = path.join(network.dataOf('Regulator/gateway'), 'projection.sqlite');
  const blocker = new SqliteDatabase(file);
  blocker.exec('BEGIN EXCLUSIVE');
  try {
    await newPatient(network, 'HospitalA', 'Unlisted Patient');
    const began = performance.now();
    await eventually(
      'the gateway is not ready',
      async () => (await checkOf(network, 'Regulator', 'projection')).state === 'fail' || undefined,
      30_000,
    );
    expect(performance.now() - began).toBeLessThan(15_000);
  } finally {
    blocker.exec('ROLLBACK');
    blocker.close();
  }
  await eventually(
    'the alarm is raised',
    async () => (await alarmsOf(network, 'Regulator', 'NO_PROGRESS')).length > before || undefined,
  );
  await eventually(
    'the gateway is ready',
    async () => (await checkOf(network, 'Regulator', 'projection')).state === 'ok' || undefined,
  );
});
