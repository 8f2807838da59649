import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkOf } from '../../src/kit/network/health.js';
import { lengthened, pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { canRun } from '../../src/kit/network/machine.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { comesBack } from '../../src/kit/api/reports.js';
import { lackingForSmallDisks, SmallDisk } from '../../src/kit/network/small-disk.js';

const able = canRun('full disks of gateway and store', lackingForSmallDisks());

describe.runIf(able)('HospitalA', () => {
  const network = new Network();
  const small = pdf('disk.pdf', ['disk']);
  /** What does not fit on a full disk. */
  const large = lengthened(small, 3 << 20);
  const parts = ['HospitalA/gateway', 'HospitalA/store'];
  const logFolder = mkdtempSync(path.join(tmpdir(), 'medseal-log-'));
  let patient: Person;
  let log: string;
  let running: Awaited<ReturnType<Network['processes']>>;
  let disks: Readonly<Record<'gateway' | 'store' | 'log', SmallDisk>>;
  /** Puts back what was changed, the last first: also after a failure the other tests need HospitalA. */
  const undo: (() => void)[] = [];

  const inTurn = async (command: 'stop' | 'start', names: readonly string[]): Promise<void> => {
    for (const name of names) await network.command(command, name);
  };
  const works = () =>
    eventually(
      'a report is stored and read',
      async () => (await comesBack(patient, small, 'Disk')) || undefined,
      60_000,
    );
  /** How long the gateway takes to say that it lives, milliseconds. */
  const answerTime = async (): Promise<number> => {
    const began = performance.now();
    expect((await fetch(`${patient.gateway.url}/livez`)).status).toBe(200);
    return performance.now() - began;
  };

  beforeAll(async () => {
    patient = await newPatient(network, 'HospitalA', 'Disk Patient');
    ({ log } = await network.part('HospitalA/gateway'));
    await inTurn('stop', parts);
    const smallDisk = (folder: string, room: number): SmallDisk => {
      const disk = SmallDisk.under(folder, room);
      undo.push(() => {
        disk.remove();
      });
      return disk;
    };
    disks = {
      gateway: smallDisk(network.dataOf('HospitalA/gateway'), 64),
      store: smallDisk(network.dataOf('HospitalA/store'), 64),
      log: smallDisk(logFolder, 4),
    };
    renameSync(log, `${log}.aside`);
    undo.push(() => {
      rmSync(log, { force: true });
      renameSync(`${log}.aside`, log);
    });
    symlinkSync(path.join(logFolder, 'log'), log);
    await inTurn('start', parts.toReversed());
    await works();
    running = await network.processes('gateway', 'store');
  });
  afterEach(async () => {
    // A program that ended and was started again would serve too.
    expect(await network.processes('gateway', 'store')).toEqual(running);
  });
  afterAll(async () => {
    await inTurn('stop', parts);
    for (const step of undo.toReversed()) step();
    rmSync(logFolder, { recursive: true });
    await inTurn('start', parts.toReversed());
    await works();
  });

  test('with a full disk for logs serves as before, and its log goes on once there is room', async () => {
    disks.log.fill();
    await works();
    for (let call = 0; call < 20; call++) expect(await answerTime()).toBeLessThan(3_000);
    disks.log.free();
    const written = () => readFileSync(log, 'utf8');
    const before = written().length;
    await eventually('what waited is written', () => Promise.resolve(written().length > before || undefined));
    await works();
    // Whole lines, the one at the edge of the full disk too.
    for (const line of written().trim().split('\n')) expect(line).toMatch(/^\{.*\}$/);
  });

  test('with a full store says so, and takes the same upload once there is room', async () => {
    const { mediaType, bytes } = large;
    const uploadId = await patient.announce(large, 'Large');
    disks.store.fill();
    const problem = await problemOf(patient.send(uploadId, bytes, mediaType));
    expect(problem).toMatchObject({ status: 507, code: 'STORE_FULL' });
    disks.store.free();
    const receipt = await eventually('the store takes it', () => patient.send(uploadId, bytes, mediaType));
    expect((await patient.read(receipt.reportId)).sha256).toBe(receipt.plaintextSha256);
  });

  test('with a full database says so, is not ready, and goes on once there is room', async () => {
    disks.gateway.fill();
    const problem = await eventually('there is no room for another row', async () =>
      problemOf(patient.gateway.register('patient', 'No Room')),
    );
    expect(problem).toMatchObject({ status: 507, code: 'STORE_FULL' });
    expect(await answerTime()).toBeLessThan(3_000);
    await eventually(
      'the check of the disk fails',
      async () => (await checkOf(network, 'HospitalA', 'disk')).state === 'fail' || undefined,
      60_000,
    );
    disks.gateway.free();
    await works();
  });
});
