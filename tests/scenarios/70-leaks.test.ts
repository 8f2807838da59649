import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  compositeKey,
  headerSchema,
  places,
  purposeSchema,
  type RecordType,
  reportClassSchema,
  submittedFunctions,
} from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockTransaction, type EndorsedCall, keyHash, transactionsOf } from '../src/kit/block.js';
import { Bucket } from '../src/kit/bucket.js';
import { pdf } from '../src/kit/documents.js';
import { eventually } from '../src/kit/eventually.js';
import { inSeconds, Person, problemOf, type Receipt } from '../src/kit/gateway-client.js';
import { identityOf, LedgerClient } from '../src/kit/ledger.js';
import { Network } from '../src/kit/network.js';
import { newDoctor } from '../src/kit/people.js';

const network = new Network();
const organizations = ['HospitalA', 'HospitalB', 'Regulator'];
const mark = (what: string): string => `${what}${randomBytes(6).toString('hex')}`;

/** What a person tells the hospital and nobody else may learn; each is findable. */
const planted = {
  userName: mark('user'),
  password: randomBytes(15).toString('base64url'),
  fullName: mark('Name'),
  phone: `+91${BigInt(`0x${randomBytes(6).toString('hex')}`)}`,
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
/** Blocks of each organization's own peer. */
const chains = new Map<string, Buffer[]>();
let transactions: readonly BlockTransaction[];
let calls: readonly EndorsedCall[];

beforeAll(async () => {
  await visitWithPlantedData();
  for (const organization of organizations) chains.set(organization, await blocksOf(organization));
  transactions = (chains.get('HospitalA') ?? []).flatMap((block) => transactionsOf(block));
  calls = transactions.map(({ endorsed }) => endorsed).filter((call) => call !== undefined);
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

async function blocksOf(organization: string): Promise<Buffer[]> {
  const ledger = await LedgerClient.of(network, organization);
  const service = await identityOf(network, organization, 'gateway');
  try {
    const wanted = Number(receipt.block);
    const height = await eventually('the peer has the last block', async () => {
      const found = await ledger.height(service);
      return found > wanted + 2 ? found : undefined;
    });
    const blocks: Buffer[] = [];
    for (let number = 0; number < height; number++) blocks.push(await ledger.block(service, number));
    return blocks;
  } finally {
    ledger.close();
  }
}

/** All files below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Which of the words stand in the bytes. */
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

describe('what a person told stands', () => {
  test('in no block of any organization', () => {
    for (const [organization, blocks] of chains) {
      expect(blocks.length).toBeGreaterThan(10);
      for (const block of blocks)
        expect({ organization, found: wordsIn(block, secrets()) }).toEqual({ organization, found: [] });
    }
  });

  test('in no name of an object', async () => {
    for (const organization of ['HospitalA', 'HospitalB']) {
      const names = Buffer.from((await (await Bucket.of(network, organization)).names()).join('\n'));
      expect(wordsIn(names, [...secrets(), ...personIds()])).toEqual([]);
    }
  });

  test('in no log', () => {
    const logs = filesBelow(path.join(network.home, 'logs'));
    expect(logs.length).toBeGreaterThan(10);
    for (const log of logs)
      expect({ log, found: wordsIn(readFileSync(log), [...secrets(), ...personIds()]) }).toEqual({
        log,
        found: [],
      });
  });

  test('in no problem document', () => {
    expect(problems.length).toBeGreaterThan(8);
    for (const problem of problems) {
      const text = Buffer.from(problem);
      // A wrong member is named by its pointer: its name comes back to who sent it, its value never.
      const words = secrets().filter((word) => word !== planted.fullName);
      expect({ problem, found: wordsIn(text, words) }).toEqual({ problem, found: [] });
    }
  });

  test('in clear in no file of any part: ledgers, databases, stores', () => {
    const hidden = secrets().filter((word) => word !== planted.userName);
    for (const file of filesBelow(path.join(network.home, 'organizations')))
      expect({ file, found: wordsIn(readFileSync(file), hidden) }).toEqual({ file, found: [] });
  });
});

describe('blocks', () => {
  test('are the same at all organizations', () => {
    const lengths = [...chains.values()].map((blocks) => blocks.length);
    const common = Math.min(...lengths);
    const digests = [...chains.values()].map((blocks) =>
      blocks
        .slice(0, common)
        .map((block) => transactionsOf(block).map(({ bytes }) => keyHash(bytes.toString('latin1')))),
    );
    for (const other of digests) expect(other).toEqual(digests[0]);
  });

  test('hold no person id, neither in clear nor as a private key’s name', () => {
    const pattern = /per_[0-7][0-9A-HJKMNP-TV-Z]{25}/;
    for (const blocks of chains.values())
      for (const block of blocks) expect(pattern.test(block.toString('latin1'))).toBe(false);
    expect(
      calls
        .flatMap(({ publicReads, publicWrites }) => [...publicReads, ...publicWrites.map(({ key }) => key)])
        .join(),
    ).not.toMatch(pattern);
  });

  test('name in each transaction nobody but its creator', () => {
    const pattern = /nym_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]/g;
    let seen = 0;
    for (const { bytes, creator } of transactions) {
      const named = new Set(bytes.toString('latin1').match(pattern));
      named.delete(creator.commonName);
      expect({ creator: creator.commonName, named: [...named] }).toEqual({
        creator: creator.commonName,
        named: [],
      });
      if (creator.commonName.startsWith('nym_')) seen++;
    }
    expect(seen).toBeGreaterThan(10);
  });

  test('show of a call its function, time, digest and signature, the same answer always, and an event without content', () => {
    for (const call of calls) {
      const [name = '', header = '', ...more] = call.arguments;
      expect(Object.keys(submittedFunctions)).toContain(name.split(':').at(-1));
      expect(headerSchema.safeParse(JSON.parse(header)).success).toBe(true);
      expect({ more, transient: call.transientEntries, result: call.result }).toEqual({
        more: [],
        transient: 0,
        result: 'DONE',
      });
      expect(call.event.name).toMatch(/^[A-Z][A-Za-z]+ed$/);
      expect(call.event.payload.length).toBe(0);
    }
  });

  test('show no class, purpose or outcome in public records', () => {
    const words = [...reportClassSchema.options, ...purposeSchema.options, 'permit', 'refuse'];
    const whole = new RegExp(`"(${words.join('|')})"`);
    const writes = calls.flatMap(({ publicWrites }) => publicWrites);
    expect(writes.length).toBeGreaterThan(10);
    for (const { key, value } of writes) {
      expect(value).not.toMatch(whole);
      expect(key.split('\u0000')[1]).toMatch(/^(organization|version)$/);
      if (key.startsWith('\u0000version'))
        expect(Object.keys(JSON.parse(value) as object).sort()).toEqual([
          'at',
          'by',
          'ciphertextSha256',
          'locations',
          'manifest',
          'state',
          'suite',
          'tx',
          'v',
          'versionId',
        ]);
    }
  });

  test('tell a permitted reading from a refused one by nothing', () => {
    const shapes = calls
      .filter(({ arguments: [name] }) => name?.endsWith('DiscloseReport'))
      .map(
        ({ privateWrites, publicWrites }) =>
          `${privateWrites.map(({ collection }) => collection).join()} ${publicWrites.length}`,
      );
    expect(shapes.length).toBeGreaterThan(2);
    expect(new Set(shapes).size).toBe(1);
  });
});

describe('hashes of private keys’ names', () => {
  test('are those of our composite keys (or the next tests would prove nothing)', () => {
    const hashes = privateHashes();
    const own = compositeKey('wrap', [receipt.versionId, 'own', '1']);
    expect(hashes.has(keyHash(own))).toBe(true);
  });

  test('are met by no guess at ids on cards, names, classes, purposes and outcomes', () => {
    const words = [
      ...reportClassSchema.options,
      ...purposeSchema.options,
      'permit',
      'refuse',
      ...personIds(),
      ...network.logins().map(({ user }) => user),
      planted.userName,
      planted.fullName,
    ];
    const hashes = privateHashes();
    const versions = publicVersions();
    const guesses = words.flatMap((word) => [
      word,
      ...recordTypes.flatMap((type) => [
        compositeKey(type, [word]),
        ...versions.slice(-20).map((version) => compositeKey(type, [version, word])),
      ]),
    ]);
    expect(guesses.filter((guess) => hashes.has(keyHash(guess)))).toEqual([]);
  });

  test('do not tell who holds a wrap, a consent or a disclosure', () => {
    const pseudonyms = [...new Set(transactions.map(({ creator }) => creator.commonName))].filter((name) =>
      name.startsWith('nym_'),
    );
    expect(pseudonyms.length).toBeGreaterThan(5);
    const types: readonly RecordType[] = [
      'wrap',
      'consent',
      'disclosure',
      'report',
      'proposal',
      'share',
      'envelope',
    ];
    const hashes = privateHashes();
    const found: string[] = [];
    for (const version of publicVersions())
      for (const pseudonym of pseudonyms)
        for (const type of types)
          for (const parts of guessesAt(version, pseudonym))
            if (hashes.has(keyHash(compositeKey(type, parts)))) found.push([type, ...parts].join(' '));
    expect(found).toEqual([]);
  });
});

const recordTypes = (Object.keys(places) as RecordType[]).filter((type) => places[type] !== 'public');

function guessesAt(version: string, pseudonym: string): string[][] {
  return [
    [pseudonym],
    [version, pseudonym],
    [pseudonym, version],
    [version, pseudonym, '1'],
    [version, pseudonym, 'own', '1'],
    [version, 'own', pseudonym, '1'],
    [version, pseudonym, 'consent', '1'],
  ];
}

function privateHashes(): Set<string> {
  return new Set(
    calls.flatMap(({ privateReads, privateWrites }) =>
      [...privateReads, ...privateWrites].map(({ hash }) => hash),
    ),
  );
}

function publicVersions(): string[] {
  const keys = calls.flatMap(({ publicWrites }) => publicWrites.map(({ key }) => key.split('\u0000')));
  return [...new Set(keys.filter(([, type]) => type === 'version').map(([, , id]) => id ?? ''))];
}

describe('the stores', () => {
  test('hold exactly the objects that the ledger names', async () => {
    const located = calls
      .flatMap(({ publicWrites }) => publicWrites)
      .filter(({ key }) => key.startsWith('\u0000version'))
      .flatMap(
        ({ value }) => (JSON.parse(value) as { locations: { mspId: string; objectKey: string }[] }).locations,
      );
    for (const organization of ['HospitalA', 'HospitalB']) {
      const named = located
        .filter(({ mspId }) => mspId === `${organization}MSP`)
        .map(({ objectKey }) => objectKey);
      expect(await (await Bucket.of(network, organization)).names()).toEqual(named.sort());
    }
  });
});
