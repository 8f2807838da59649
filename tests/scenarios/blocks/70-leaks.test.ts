import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { idPrefixes } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import { blocksOf } from '../../src/kit/network/chain.js';
import { pdf } from '../../src/kit/files/documents.js';
import { inSeconds, Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { Network, organizationNames } from '../../src/kit/network/network.js';
import { newDoctor } from '../../src/kit/api/people.js';

const network = new Network();
const mark = (what: string): string => `${what}${randomBytes(6).toString('hex')}`;

/** What a person tells the hospital and no one else may learn; each can be found. */
const planted = {
  userName: mark('user'),
  password: randomBytes(15).toString('base64url'),
  fullName: mark('Name'),
  phone: `+91${BigInt(`0x${randomBytes(5).toString('hex')}`)}`,
  address: mark('Street'),
  email: `${mark('mail')}@example.org`,
  title: mark('Title'),
  fileName: `${mark('File')}.pdf`,
  content: mark('Finding'),
  refusalReason: mark('Reason'),
} as const;

let patient: Person;
let doctor: Person;
let receipt: Receipt;
/** Every problem document that the planted data provoked. */
const problems: string[] = [];
/** The blocks that the peer of each organization stores. */
const chains = new Map<string, Buffer[]>();

beforeAll(async () => {
  await visitWithPlantedData();
  for (const organization of organizationNames)
    chains.set(organization, await blocksOf(network, organization, Number(receipt.block) + 2));
});

async function visitWithPlantedData(): Promise<void> {
  const gateway = await network.gateway('HospitalA');
  const { userName, password, fullName, phone, address, email } = planted;
  const form = { userName, password, fullName, phone, address, email, role: 'patient', emergencyHalf: true };
  const { personId } = await gateway.call<{ personId: string }>('POST', '/registrations', { body: form });
  patient = await new Person(gateway, { personId, userName, password }, undefined).logIn();
  doctor = await newDoctor(network, 'HospitalB', 'Leak Doctor');
  const document = pdf(planted.fileName, [planted.content]);
  receipt = await patient.upload(document, planted.title, { class: 'imaging' });
  const { consentId } = await patient.share(receipt.reportId, doctor, { until: inSeconds(3600) });
  await doctor.read(receipt.reportId);
  await patient.call('GET', '/reports?filter=own');
  await provoke(consentId);
}

/** Makes everything fail that can fail with the planted data in its hands. */
async function provoke(consentId: string): Promise<void> {
  const { gateway } = patient;
  const { userName, password, fullName, phone, address, email, title, fileName } = planted;
  const note = async (call: Promise<unknown>): Promise<void> => {
    problems.push(JSON.stringify(await problemOf(call)));
  };
  const form = { userName, password, fullName, phone, address, email, role: 'patient' };
  await note(gateway.call('POST', '/registrations', { body: form }));
  await note(
    gateway.call('POST', '/registrations', { body: { ...form, [fullName]: phone, email: `${email}@` } }),
  );
  await note(gateway.call('POST', '/sessions', { body: { user: fullName, password, transport: 'bearer' } }));
  await note(patient.call('POST', '/sessions/current/step-up', { password: `${password}x` }));
  await note(
    patient.call('POST', '/uploads', { title, fileName, mediaType: title, size: 1, class: fileName }),
  );
  await note(patient.call('GET', `/reports?filter=own&after=${title}`));
  await note(patient.call('GET', `/${fullName}`));
  const announcement = { title, fileName, mediaType: 'application/pdf', size: 40, class: 'letter' };
  const { uploadId } = await patient.call<{ uploadId: string }>('POST', '/uploads', announcement);
  await note(patient.send(uploadId, Buffer.from(planted.content.padEnd(40)), 'application/pdf'));
  const pending = await gateway.register('doctor', 'Leak Pending');
  const registrar = await network.demoPerson('HospitalA', 'registrar');
  await registrar.call('POST', `/registrations/${pending.personId}/refusal`, {
    reason: planted.refusalReason,
  });
  await patient.call('DELETE', `/consents/${consentId}`);
  await note(doctor.disclose(receipt.reportId));
}

/** All files below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Files of logs of all parts. */
function logFiles(): string[] {
  const logs = filesBelow(path.join(network.home, 'logs'));
  expect(logs.length).toBeGreaterThan(10);
  return logs;
}

/** Which of the words are in the bytes. */
const wordsIn = (bytes: Buffer, words: readonly string[]): string[] =>
  words.filter((word) => bytes.includes(word));

const secrets = (): string[] => [
  ...Object.values(planted),
  patient.token ?? '',
  doctor.token ?? '',
  doctor.login.password,
];
const personIds = (): string[] =>
  network
    .logins()
    .map(({ personId }) => personId)
    .concat(patient.personId, doctor.personId);

describe('what a person told the hospital is', () => {
  test('in no block of any organization', () => {
    for (const [organization, blocks] of chains) {
      expect(blocks.length).toBeGreaterThan(10);
      for (const block of blocks)
        expect({ organization, found: wordsIn(block, secrets()) }).toEqual({ organization, found: [] });
    }
  });

  test('in no name of an object', async () => {
    for (const organization of ['HospitalA', 'HospitalB']) {
      const names = await (await Bucket.of(network, organization)).names();
      if (organization === 'HospitalA') expect(names).toContain(receipt.objectKey);
      expect(wordsIn(Buffer.from(names.join('\n')), [...secrets(), ...personIds()])).toEqual([]);
    }
  });

  test('in no log', () => {
    for (const log of logFiles())
      expect({ log, found: wordsIn(readFileSync(log), [...secrets(), ...personIds()]) }).toEqual({
        log,
        found: [],
      });
  });

  test('in no log by an id either: of consents, versions, readings, people', () => {
    const anyId = new RegExp(`\\b(${Object.values(idPrefixes).join('|')})_[0-9A-Z]{27}`, 'g');
    expect(`${patient.personId} ${receipt.reportId}`.match(anyId)).toHaveLength(2);
    for (const log of logFiles()) {
      const found = [...new Set(readFileSync(log, 'utf8').match(anyId))];
      expect({ log, found }).toEqual({ log, found: [] });
    }
  });

  test('in no problem document', () => {
    expect(problems.length).toBeGreaterThan(8);
    for (const problem of problems) {
      const text = Buffer.from(problem);
      // A wrong member is named by its pointer: its name comes back to the sender, its value never.
      const words = secrets().filter((word) => word !== planted.fullName);
      expect({ problem, found: wordsIn(text, words) }).toEqual({ problem, found: [] });
    }
  });

  test('in clear in no file of any part: ledgers, databases, stores', () => {
    const hidden = secrets().filter((word) => word !== planted.userName);
    const files = filesBelow(path.join(network.home, 'organizations'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files)
      expect({ file, found: wordsIn(readFileSync(file), hidden) }).toEqual({ file, found: [] });
  });
});

test('no part was cut off for asking too often whether a connection lives', () => {
  for (const log of logFiles()) {
    const lines = readFileSync(log, 'utf8').split('\n');
    expect({ log, said: lines.filter((line) => /too_many_pings|too many pings/i.test(line)) }).toEqual({
      log,
      said: [],
    });
  }
});

test('Node prints no warnings in gateways and key agents: their logs are lines of JSON', () => {
  const logs = logFiles().filter((log) => /-(gateway|agent)\.log$/.test(log));
  expect(logs).toHaveLength(6);
  for (const log of logs) {
    const lines = readFileSync(log, 'utf8').split('\n');
    const other = lines.filter((line) => line !== '' && !line.startsWith('{'));
    expect({ log, other }).toEqual({ log, other: [] });
  }
});
