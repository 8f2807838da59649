import { randomBytes } from 'node:crypto';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GatewayClient, Person } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { asLogin } from '../../src/kit/api/people.js';
import { logInFrom } from '../../src/kit/api/raw-login.js';

const network = new Network();
let hospital: GatewayClient;
let ada: Person;
let newcomer: Person;

beforeAll(async () => {
  hospital = await network.gateway('HospitalA');
  ada = await hospital.register('patient', 'Ada Usual');
  newcomer = await hospital.register('patient', 'Nora Newcomer');
});

/** An address of this machine that no one has used yet. */
const newAddress = () => `127.${[...randomBytes(3)].map((byte) => 1 + (byte % 254)).join('.')}`;
const wrong = () => ({ user: `nobody.${randomBytes(6).toString('hex')}`, password: 'not this password' });

/** Logs in as soon as the gateway lets the address try; returns how long that took, milliseconds. */
async function logInEventually(address: string, person: Person): Promise<number> {
  const began = performance.now();
  for (;;) {
    const status = await logInFrom(address, hospital, asLogin(person));
    if (status === 201) return performance.now() - began;
    expect(status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

describe('from the one address of a hospital', () => {
  const address = newAddress();

  test('a hundred and more wrong log-ins lock nobody out of a usual place, and new people not for long', async () => {
    expect(await logInFrom(address, hospital, asLogin(ada))).toBe(201);
    const statuses: number[] = [];
    while (statuses.filter((status) => status === 401).length < 101 && statuses.at(-1) !== 429)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 8 }, () => logInFrom(address, hospital, wrong())))),
      );
    expect(statuses).toContain(429);
    for (let count = 0; count < 5; count++)
      expect(await logInFrom(address, hospital, asLogin(ada))).toBe(201);
    expect(await logInEventually(address, newcomer)).toBeLessThan(15_000);
  });
});

describe('when the gateway’s clock was set back', () => {
  const address = newAddress();

  test('the right password passes at once, at the usual place and elsewhere', async () => {
    expect(await logInFrom(address, hospital, asLogin(ada))).toBe(201);
    await Promise.all(Array.from({ length: 3 }, () => logInFrom(address, hospital, wrong())));
    // What a clock that is set back by two hours leaves behind: attempts that lie ahead.
    const file = path.join(network.dataOf('HospitalA/gateway'), 'gateway.sqlite');
    const database = new SqliteDatabase(file, { timeout: 5_000 });
    const { changes } = database.prepare('update attempt set lastAt = lastAt + 7200000').run();
    database.close();
    expect(changes).toBeGreaterThan(0);
    for (const [from, person] of [
      [address, ada],
      [address, newcomer],
      [newAddress(), ada],
    ] as const)
      expect(await logInFrom(from, hospital, asLogin(person))).toBe(201);
  });
});
