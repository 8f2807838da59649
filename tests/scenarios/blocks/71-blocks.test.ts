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
import {
  type BlockTransaction,
  type EndorsedCall,
  keyHash,
  transactionsOf,
} from '../../src/kit/network/block.js';
import { Bucket } from '../../src/kit/network/bucket.js';
import { blocksOf } from '../../src/kit/network/chain.js';
import { pdf } from '../../src/kit/files/documents.js';
import { inSeconds, problemOf } from '../../src/kit/api/gateway-client.js';
import { keptObjects } from '../../src/kit/network/kept-objects.js';
import { Network, organizationNames } from '../../src/kit/network/network.js';
import { pagesOf } from '../../src/kit/api/paging.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();

/** What a registrar sees of a person. */
interface Registered {
  readonly personId: string;
  readonly userName: string;
  readonly fullName: string;
}

let people: readonly Registered[];
/** The blocks that the peer of each organization stores. */
const chains = new Map<string, Buffer[]>();
let transactions: readonly BlockTransaction[];
let calls: readonly EndorsedCall[];

beforeAll(async () => {
  const last = await visit();
  for (const organization of organizationNames)
    chains.set(organization, await blocksOf(network, organization, last));
  transactions = (chains.get('HospitalA') ?? []).flatMap((block) => transactionsOf(block));
  calls = transactions.map(({ endorsed }) => endorsed).filter((call) => call !== undefined);
  people = [...(await registered('HospitalA')), ...(await registered('HospitalB'))];
});

/** Makes sure that every kind of act is in the chain, whatever ran before; the block of the last one. */
async function visit(): Promise<number> {
  const patient = await newPatient(network, 'HospitalA', 'Chain Patient');
  const doctor = await newDoctor(network, 'HospitalB', 'Chain Doctor');
  const { reportId } = await patient.upload(pdf('chain.pdf', ['chain']), 'Chain', { class: 'imaging' });
  await problemOf(doctor.disclose(reportId, 'HRESCH'));
  const { consentId } = await patient.share(reportId, doctor, { until: inSeconds(3600) });
  await doctor.read(reportId);
  await patient.read(reportId, 'PATRQT');
  const { receipt } = await patient.call<{ receipt: { block: string } }>('DELETE', `/consents/${consentId}`);
  return Number(receipt.block);
}

async function registered(organization: string): Promise<Registered[]> {
  const registrar = await network.demoPerson(organization, 'registrar');
  return (await pagesOf<Registered>(registrar, '/registrations?state=active&limit=200')).flat();
}

describe('blocks', () => {
  test('are the same at all organizations', () => {
    const lengths = [...chains.values()].map((blocks) => blocks.length);
    const common = Math.min(...lengths);
    expect(common).toBeGreaterThan(10);
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
    expect(calls.length).toBeGreaterThan(10);
    for (const call of calls) {
      const [name = '', header = '', ...more] = call.arguments;
      expect(Object.keys(submittedFunctions)).toContain(name.split(':').at(-1));
      expect(headerSchema.safeParse(JSON.parse(header)).success).toBe(true);
      expect({ more, transient: call.transientEntries, result: call.result }).toEqual({
        more: [],
        transient: 0,
        result: 'DONE',
      });
      expect(call.event.name).toMatch(/^[A-Z][A-Za-z]+(ed|n)$/);
      expect(call.event.payload.length).toBe(0);
    }
  });

  test('show no class, purpose or outcome in public records', () => {
    const words = [...reportClassSchema.options, ...purposeSchema.options, 'permit', 'refuse'];
    const whole = new RegExp(`"(${words.join('|')})"`);
    const writes = calls.flatMap(({ publicWrites }) => publicWrites);
    const types = new Set(writes.map(({ key }) => key.split('\u0000')[1]));
    expect(types).toEqual(new Set(['organization', 'version']));
    for (const { key, value } of writes) {
      expect(value).not.toMatch(whole);
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
    const versions = publicVersions();
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions)
      expect(hashes.has(keyHash(compositeKey('wrap', [version, 'own', '1'])))).toBe(true);
  });

  test('are met by no guess at ids on cards, names, classes, purposes and outcomes', () => {
    const words = [
      ...reportClassSchema.options,
      ...purposeSchema.options,
      'permit',
      'refuse',
      ...people.flatMap(({ personId, userName, fullName }) => [personId, userName, fullName]),
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
    for (const version of publicVersions().slice(-100))
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
  test('hold exactly the objects of the versions that the ledger keeps', async () => {
    for (const organization of ['HospitalA', 'HospitalB']) {
      const names = await (await Bucket.of(network, organization)).names();
      if (organization === 'HospitalA') expect(names).not.toEqual([]);
      expect(names).toEqual(keptObjects(transactions, `${organization}MSP`));
    }
  });
});
