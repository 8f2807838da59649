import { randomBytes } from 'node:crypto';
import { encodeId, type RecordOf, type WrapBasis } from '@medseal/ledger-model';
import { wrapHalf } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { type DisclosureFilter, ListDisclosures } from '../../src/use-cases/readings/list-disclosures.js';
import { OwnRecord } from '../../src/use-cases/record/own-record.js';
import { PersonReferences } from '../../src/use-cases/people/person-references.js';
import { RecordWorld, type SealedVersion } from '../support/record-world.js';

const past = '2026-01-01T00:00:00.000Z';
const far = '2999-01-01T00:00:00.000Z';
const consentId = encodeId('consent', randomBytes(16));

const profile = {
  fullName: 'Bela Shah',
  specialty: 'Cardiology',
  officeAddress: 'Block C',
  designation: 'Consultant',
};

let world: RecordWorld;
let version: SealedVersion;
let doctor: ReturnType<RecordWorld['addDoctor']>;
let lookedUp: string[];

beforeEach(async () => {
  world = new RecordWorld();
  version = await world.addReport();
  doctor = world.addDoctor();
  lookedUp = [];
  const { projection, patient, session } = world;
  const { versionId, reportId } = version.ids;
  const { pseudonym, encapsulationKey } = doctor.person;
  projection.put('person', { ...session.person, state: 'active' });
  projection.put('profile', { pseudonym, ...profile });
  projection.put('version', { versionId, state: 'accepted' });
  projection.put('proposal', { versionId, reportId, patient, author: patient, state: 'accepted', at: past });
  projection.put('patient', { patient, exclusions: [] });
  projection.put('envelope', { versionId, ...version.envelope });
  projection.put('wrap', version.wrap ?? noWrap());
  projection.put('wrap', await wrapFor(consentId, encapsulationKey));
  putConsent({});
  putDisclosure({ basis: { kind: 'consent', id: consentId } });
});

async function wrapFor(basis: WrapBasis, publicKey: string) {
  const record = new OwnRecord({ reads: new LedgerReads(world.ledger), projection: world.projection });
  const { ids, half } = await record.half(version.ids.versionId, world.session);
  const { pseudonym: holder, keyVersion } = doctor.person;
  return await wrapHalf({
    holder,
    basis,
    keyVersion,
    publicKey: Buffer.from(publicKey, 'base64'),
    half,
    ids,
  });
}

function noWrap(): never {
  throw new Error('no wrap of the patient');
}

function putConsent(change: Partial<RecordOf<'consent'>>): void {
  const { patient, projection } = world;
  const grantee = { person: doctor.person.pseudonym };
  const terms = { permission: 'read', purposes: ['TREAT'], scope: { all: true }, from: past } as const;
  const until = far;
  const state = 'active' as const;
  projection.put('consent', {
    consentId,
    patient,
    grantee,
    ...terms,
    purposes: ['TREAT'],
    until,
    state,
    ...change,
  });
}

function putDisclosure(change: Partial<RecordOf<'disclosure'>>): void {
  const { patient, projection } = world;
  const { versionId, reportId } = version.ids;
  projection.put('disclosure', {
    disclosureId: encodeId('disclosure', randomBytes(16)),
    patient,
    reportId,
    versionId,
    reader: doctor.person.pseudonym,
    at: past,
    purpose: 'TREAT',
    outcome: 'permit',
    ...change,
  });
}

/** The doctor's session, with the keys that the doctor's wraps are for. */
function doctorSession(): OpenSession {
  const { person, seed } = doctor;
  const { personId, pseudonym, role, mspId } = person;
  return {
    ...world.session,
    person: { personId, pseudonym, role, mspId, organization: 'HospitalB', fullName: 'Bela Shah' },
    actor: { ...world.session.actor, name: pseudonym },
    kemSeed: seed,
  };
}

async function listed(view: 'mine' | 'of-me', session: OpenSession, filter: DisclosureFilter = {}) {
  const { projection, organizations } = world;
  const people = {
    byPersonId: () => Promise.resolve(undefined),
    byPseudonym: async (pseudonym: string) => {
      lookedUp.push(pseudonym);
      return (await projection.find('person', [pseudonym]))?.record;
    },
  };
  const references = new PersonReferences({ people, organizations, projection });
  const list = new ListDisclosures({ projection, references });
  return (await list.list({ view, filter, page: { limit: 200 } }, session)).items;
}

describe('the patient’s access log', () => {
  test('has titles and doctors’ names, even for refusals and after all consents have ended', async () => {
    putDisclosure({ outcome: 'refuse', reason: 'NO_BASIS' });
    putConsent({ state: 'revoked' });
    const items = await listed('of-me', world.session);
    expect(items).toHaveLength(2);
    for (const item of items)
      expect(item).toMatchObject({
        title: 'Title',
        class: 'other',
        reader: { personId: doctor.person.personId, organization: 'HospitalB', ...profile },
      });
  });

  test('looks each person up once, however many rows name them', async () => {
    for (let count = 0; count < 20; count++) putDisclosure({});
    expect(await listed('of-me', world.session)).toHaveLength(21);
    expect(lookedUp).toEqual([doctor.person.pseudonym]);
  });

  test('never has a patient’s name', async () => {
    const { patient, projection } = world;
    projection.put('profile', { pseudonym: patient, fullName: 'Ada Example' });
    putDisclosure({ reader: patient, basis: { kind: 'own' } });
    expect(JSON.stringify(await listed('of-me', world.session))).not.toContain('Ada Example');
  });
});

test('a log is narrowed to a period: the first moment is included, the last is not', async () => {
  for (const at of ['2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']) putDisclosure({ at });
  const filter = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
  expect((await listed('of-me', world.session, filter)).map(({ at }) => at)).toEqual([filter.from]);
});

describe('what still names a report whose title is destroyed with its keys', () => {
  beforeEach(() => {
    const { versionId } = version.ids;
    world.projection.purge('envelope', [versionId]);
    putDisclosure({ outcome: 'refuse', reason: 'NO_BASIS' });
  });

  test('is its kind and date, for the patient', async () => {
    const items = await listed('of-me', world.session);
    expect(items).toMatchObject([{ outcome: 'refuse' }, { outcome: 'permit' }]);
    for (const item of items) {
      expect(item).toMatchObject({ class: 'other', proposedAt: past });
      expect(item).not.toHaveProperty('title');
    }
  });

  test('is nothing for a reader who was refused', async () => {
    const [refused, read] = await listed('mine', doctorSession());
    expect(refused).not.toHaveProperty('class');
    expect(refused).not.toHaveProperty('proposedAt');
    expect(read).toMatchObject({ class: 'other', proposedAt: past });
  });
});

describe('a reader’s own log', () => {
  async function titles(session = doctorSession()) {
    return (await listed('mine', session)).map(({ title }) => title);
  }

  test('has titles while the reading would be permitted', async () => {
    expect(await titles()).toEqual(['Title']);
  });

  test.each([
    [
      'the consent is revoked',
      () => {
        putConsent({ state: 'revoked' });
      },
    ],
    [
      'the consent has ended',
      () => {
        putConsent({ until: past });
      },
    ],
    [
      'the consent is another’s',
      () => {
        putConsent({ grantee: { person: world.patient } });
      },
    ],
    ['the patient excludes the reader', keepOut],
    ['the report is withdrawn', withdraw],
    ['the reader is suspended', suspend],
  ])('has none when %s', async (_what, change) => {
    change();
    expect(await titles()).toEqual([undefined]);
  });

  test('has none for a refusal, even if another consent would permit the reading', async () => {
    putDisclosure({ outcome: 'refuse', reason: 'NO_BASIS' });
    expect(await titles()).toEqual([undefined, 'Title']);
  });

  test('has none that the session’s keys do not open', async () => {
    expect(await titles({ ...doctorSession(), kemSeed: randomBytes(32) })).toEqual([undefined]);
  });
});

function keepOut(): void {
  const exclusions = [{ who: { organization: 'HospitalBMSP' } }];
  world.projection.put('patient', { patient: world.patient, exclusions });
}

function withdraw(): void {
  const { reportId } = version.ids;
  const { patient, projection } = world;
  projection.put('report', { reportId, patient, restricted: false, state: 'withdrawn', versions: [] });
}

function suspend(): void {
  world.projection.put('person', { ...doctor.person, state: 'suspended' });
}
