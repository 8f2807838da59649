import type { ConsentId, RecordOf, Wrap } from '@medseal/ledger-model';
import { openWrap } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import { Consents, type ConsentWish } from '../../src/use-cases/consents/consents.js';
import { Grantees } from '../../src/use-cases/consents/grantees.js';
import { GranteeWraps } from '../../src/use-cases/consents/grantee-wraps.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { OwnRecord } from '../../src/use-cases/record/own-record.js';
import { PersonReferences } from '../../src/use-cases/people/person-references.js';
import { RenewWraps } from '../../src/use-cases/consents/renew-wraps.js';
import { RecordWorld } from '../support/record-world.js';

const far = '2999-01-01T00:00:00.000Z';
let world: RecordWorld;
let consents: Consents;
let renewal: RenewWraps;
let logged: object[];

beforeEach(() => {
  world = new RecordWorld();
  logged = [];
  const { ledger, projection, organizations } = world;
  const directory = {
    byPersonId: async (personId: string) =>
      (await projection.list('person', { personId }, { limit: 1 })).items[0]?.record,
    byPseudonym: async (pseudonym: string) => (await projection.find('person', [pseudonym]))?.record,
  };
  const reads = new LedgerReads(ledger);
  const record = new OwnRecord({ reads, projection });
  const references = new PersonReferences({ people: directory, organizations, projection });
  const grantees = new Grantees({ people: directory, organizations, references });
  const wraps = new GranteeWraps({ ledger, reads, organizations, projection, record });
  const log = (facts: object) => logged.push(facts);
  consents = new Consents({ ledger, reads, projection, grantees, wraps, log });
  renewal = new RenewWraps({ projection, record, wraps, consents });
});

function wholeRecord(grantee: ConsentWish['grantee']): ConsentWish {
  return { grantee, permission: 'read', purposes: ['TREAT'], scope: { all: true }, until: far };
}

/** The wraps in each submitted act. */
function handedOver(): readonly (readonly Wrap[])[] {
  return world.ledger.acts.map(({ attachments }) => attachments?.wraps?.wraps ?? []);
}

/** Puts a granted consent, and the wraps made so far, where lists find them. */
function commit(consentId: ConsentId, grantee: RecordOf<'consent'>['grantee']): void {
  const { patient, projection } = world;
  const terms = { permission: 'read' as const, scope: { all: true as const }, until: far };
  projection.put('consent', { consentId, patient, grantee, ...terms, state: 'active', wraps: [] });
  for (const wrap of handedOver().flat()) projection.put('wrap', wrap);
}

describe('a consent to the whole record', () => {
  test('gives the half of every version, with as many in a transaction as the consortium allows', async () => {
    const versions = [];
    for (let count = 0; count < 12; count++) versions.push(await world.addReport());
    await world.addReport(true);
    const { person, seed } = world.addDoctor();
    const { consentId } = await consents.grant(wholeRecord({ person: person.personId }), world.session);
    expect(world.ledger.functions()).toEqual(['GrantConsent', 'AddWraps', 'AddWraps']);
    expect(handedOver().map(({ length }) => length)).toEqual([5, 5, 2]);
    const wraps = handedOver().flat();
    expect(wraps.map(({ versionId }) => versionId).sort()).toEqual(
      versions.map(({ ids }) => ids.versionId).sort(),
    );
    for (const { ids, envelope } of versions.slice(0, 3)) {
      const wrap = wraps.find(({ versionId }) => versionId === ids.versionId);
      expect(wrap).toMatchObject({ holder: person.pseudonym, basis: consentId, keyVersion: 1 });
      if (wrap === undefined) throw new Error('no wrap');
      await expect(openWrap({ wrap, seed, ids, manifest: envelope.manifest })).resolves.toHaveLength(32);
    }
  });

  test('to an organization is sealed to its key agent', async () => {
    const { ids, envelope } = await world.addReport();
    await consents.grant(wholeRecord({ organization: 'HospitalB', role: 'doctor' }), world.session);
    const [wrap] = handedOver().flat();
    const seed = world.organizations.seeds.get('HospitalBMSP');
    if (wrap === undefined || seed === undefined) throw new Error('no wrap');
    expect(wrap.holder).toBe('HospitalBMSP');
    await expect(openWrap({ wrap, seed, ids, manifest: envelope.manifest })).resolves.toHaveLength(32);
  });

  test('to contribute gives no wraps', async () => {
    await world.addReport();
    const { person } = world.addDoctor();
    const wish = { ...wholeRecord({ person: person.personId }), permission: 'contribute' as const };
    await consents.grant(wish, world.session);
    expect(handedOver()).toEqual([[]]);
  });

  test('to no one is refused before anything is submitted', async () => {
    const unknown = wholeRecord({ organization: 'HospitalZ', role: 'doctor' });
    await expect(consents.grant(unknown, world.session)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.ledger.acts).toEqual([]);
  });
});

describe('at the next log-in', () => {
  test('wraps that an interrupted grant left out are made, and none is made twice', async () => {
    for (let count = 0; count < 7; count++) await world.addReport();
    const { person } = world.addDoctor();
    world.ledger.refuse = 'AddWraps';
    const { consentId } = await consents.grant(wholeRecord({ person: person.personId }), world.session);
    expect(logged).toHaveLength(1);
    commit(consentId, { person: person.pseudonym });
    world.ledger.refuse = undefined;
    expect(await renewal.renew(world.session)).toBe(2);
    expect(world.ledger.functions()).toEqual(['GrantConsent', 'AddWraps']);
    commit(consentId, { person: person.pseudonym });
    expect(await renewal.renew(world.session)).toBe(0);
    expect(world.ledger.acts).toHaveLength(2);
  });

  test('a grantee with a new key gets new wraps, and a new version gets its wraps', async () => {
    await world.addReport();
    const { person } = world.addDoctor();
    const { consentId } = await consents.grant(wholeRecord({ person: person.personId }), world.session);
    commit(consentId, { person: person.pseudonym });
    await world.addReport();
    expect(await renewal.renew(world.session)).toBe(1);
    commit(consentId, { person: person.pseudonym });
    world.ledger.answers.set(`ReadPerson ${person.pseudonym}`, { ...person, keyVersion: 2 });
    expect(await renewal.renew(world.session)).toBe(2);
    expect(
      handedOver()
        .at(-1)
        ?.map(({ keyVersion }) => keyVersion),
    ).toEqual([2, 2]);
  });

  test('failures are reported after the rest was done', async () => {
    await world.addReport();
    const { person } = world.addDoctor();
    const { consentId } = await consents.grant(wholeRecord({ person: person.personId }), world.session);
    commit(consentId, { person: person.pseudonym });
    await world.addReport();
    world.ledger.refuse = 'AddWraps';
    await expect(renewal.renew(world.session)).rejects.toBeInstanceOf(AggregateError);
    world.ledger.refuse = undefined;
    expect(await renewal.renew(world.session)).toBe(1);
  });

  test('wraps that a revocation left behind are purged', async () => {
    const { person } = world.addDoctor();
    const { consentId } = await consents.grant(wholeRecord({ person: person.personId }), world.session);
    const { ids } = await world.addReport();
    const wraps = Array.from({ length: 7 }, () => ({ versionId: ids.versionId, keyVersion: 1 }));
    const grantee = { person: person.pseudonym };
    world.projection.put('consent', { consentId, patient: world.patient, grantee, state: 'revoked', wraps });
    await renewal.renew(world.session);
    expect(world.ledger.functions().slice(1)).toEqual(['PurgeWraps', 'PurgeWraps']);
  });
});
