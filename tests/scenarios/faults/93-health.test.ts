import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { equalHeights } from '../../src/kit/network/equal-heights.js';
import { checkOf } from '../../src/kit/network/health.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { canRun } from '../../src/kit/network/machine.js';
import { Network, organizationNames } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { lackingForSmallDisks, SmallDisk } from '../../src/kit/network/small-disk.js';

const network = new Network();
const document = pdf('health.pdf', ['health']);
let patient: Person;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Health Patient');
});

test('every organization shows its checks, its certificates, and an orderer that orders', async () => {
  const { organizations, checks } = await network.status();
  expect(checks).toContainEqual(expect.objectContaining({ name: 'supervisor', state: 'ok' }));
  expect(organizations.map(({ name }) => name).toSorted()).toEqual([...organizationNames]);
  for (const organization of organizations) {
    expect(organization.orderer).toBe('consenter');
    expect(organization.certificates[0]?.daysLeft).toBeGreaterThan(1_000);
    const names = organization.checks.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['acts', 'clock', 'certificates', 'disk', 'ordering', 'parts']),
    );
    expect(new Set(names).size).toBe(names.length);
  }
  expect(await checkOf(network, 'HospitalA', 'clock')).toMatchObject({ state: 'ok' });
  const { detail } = await checkOf(network, 'HospitalA', 'certificates');
  expect(detail).toMatch(/^\d+ certificates/);
});

test('peers endorse probes, and no block comes of them', async () => {
  const height = async () => (await network.status()).organizations.map((each) => each.height);
  await equalHeights(patient);
  const before = await height();
  // A gateway that has just started knows of no probe yet.
  await network.command('stop', 'Regulator/gateway');
  await network.command('start', 'Regulator/gateway');
  await eventually(
    'a gateway without acts has a probe endorsed',
    async () => /probe/.test((await checkOf(network, 'Regulator', 'acts')).detail) || undefined,
    90_000,
  );
  // A probe that was submitted would be in a block by then.
  await delay(3_000);
  expect(await height()).toEqual(before);
});

const able = canRun('peers whose disk is full', lackingForSmallDisks());

describe.runIf(able)('a peer whose disk is full', () => {
  const peer = 'HospitalA/peer';
  const transientStore = path.join(network.dataOf(peer), 'production', 'transientstore');
  let disk: SmallDisk;

  beforeAll(async () => {
    await network.command('stop', peer);
    disk = SmallDisk.under(transientStore, 16);
    await network.command('start', peer);
    await works();
  });
  afterAll(async () => {
    await network.command('stop', peer);
    disk.remove();
    await network.command('start', peer);
  });

  const works = () =>
    eventually(
      'an act is committed',
      async () => (await patient.upload(document, 'Health')).reportId,
      60_000,
    );

  test('fails the check of acts, which names it, and works again by itself once there is room', async () => {
    disk.fill();
    // A last page may still take a little.
    const problem = await eventually('an act is refused', () =>
      problemOf(patient.upload(document, 'Refused')),
    );
    expect(problem).toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
      detail: expect.stringMatching(/disk/) as string,
    });
    await eventually(
      'the check fails',
      async () => (await checkOf(network, 'HospitalA', 'acts')).state === 'fail' || undefined,
      60_000,
    );
    expect(await checkOf(network, 'HospitalA', 'acts')).toMatchObject({
      detail: expect.stringMatching(/This organization’s peer cannot store/) as string,
      remedy: expect.stringMatching(/restart the peer/) as string,
    });
    const status = await network.status();
    expect(status.state).toBe('partly');
    const { pid } = await network.part(peer);

    disk.free();
    await works();
    expect((await network.part(peer)).pid).not.toBe(pid);
    await eventually(
      'the check is well again',
      async () => (await checkOf(network, 'HospitalA', 'acts')).state === 'ok' || undefined,
    );
  });
});
