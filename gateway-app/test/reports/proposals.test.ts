import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { kemPublicKey, newKemSeed, openReason, wrapHalf } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PeopleDirectory } from '../../src/domain/people/people.js';
import { KeyedMutex } from '../../src/domain/shared/keyed-mutex.js';
import { Proposals } from '../../src/use-cases/reports/proposals.js';
import { EmergencyHalves } from '../../src/use-cases/care/emergency-halves.js';
import { GranteeWraps } from '../../src/use-cases/consents/grantee-wraps.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { OwnRecord } from '../../src/use-cases/record/own-record.js';
import { PersonReferences } from '../../src/use-cases/people/person-references.js';
import { honestAgents } from '../support/agents.js';
import { answerOf, RecordWorld, type SealedVersion, written } from '../support/record-world.js';

const disclosureId = encodeId('disclosure', randomBytes(16));
const opening = { disclosureId, despite: [], signal: new AbortController().signal };
let world: RecordWorld;
let version: SealedVersion;
let author: ReturnType<RecordWorld['addDoctor']>;
let decisions: Proposals;
let spoiled: string[];

beforeEach(async () => {
  world = new RecordWorld();
  spoiled = [];
  author = world.addDoctor();
  version = await world.addReport();
  const { ids } = version;
  propose('proposed');
  const { ledger, projection, organizations, patient } = world;
  const { reportId, versionId } = ids;
  ledger.answers.set(`ReadPreferences ${patient}`, {
    ...written,
    ...{ patient, mspId: 'HospitalAMSP', emergencyHalf: false, exclusions: [] },
  });
  ledger.answers.set(`ReadDisclosure ${disclosureId}`, {
    ...written,
    ...{ disclosureId, patient, reportId, versionId, reader: patient, mspId: 'HospitalAMSP', keyVersion: 1 },
    ...{ purpose: 'PATRQT', outcome: 'permit', basis: { kind: 'own' }, reads: [] },
  });
  ledger.answers.set(`ReadFetch ${disclosureId}`, {
    disclosureId,
    locations: [{ mspId: 'HospitalBMSP', objectKey: `aa/${'0'.repeat(32)}` }],
    ciphertextSha256: version.envelope.manifest.ciphertextSha256,
    size: 200,
    reader: { mspId: 'HospitalAMSP', tlsRoot: '' },
  });
  const reads = new LedgerReads(ledger);
  const record = new OwnRecord({ reads, projection });
  const people: PeopleDirectory = {
    byPersonId: () => Promise.resolve(undefined),
    byPseudonym: async (pseudonym) => (await projection.find('person', [pseudonym]))?.record,
  };
  decisions = new Proposals({
    channel: 'medseal',
    ledger,
    reads,
    projection,
    people,
    references: new PersonReferences({ people, organizations, projection }),
    agents: {
      release: () => honestAgents(world, { ids: version.ids, set: version.set, disclosureId }),
      ready: () => Promise.resolve({ up: 3, total: 3 }),
    },
    wraps: new GranteeWraps({ ledger, reads, organizations, projection, record }),
    emergency: new EmergencyHalves({ ledger, organizations, projection, record }),
    onSpoiled: (mspId) => spoiled.push(mspId),
    turns: new KeyedMutex(),
  });
});

/** The author, as the patient sees them. */
function authorReference() {
  return { personId: author.person.personId, organization: 'HospitalB' };
}

function propose(state: 'proposed' | 'rejected'): void {
  const { reportId, versionId, patient } = version.ids;
  const { pseudonym } = author.person;
  world.projection.put('proposal', { versionId, reportId, patient, author: pseudonym, state });
}

describe('an acceptance', () => {
  test('names the opening, and carries neither wraps nor shares when no one is to get any', async () => {
    expect(await decisions.accept(version.ids, opening, world.session)).toMatchObject({ unverified: [] });
    expect(world.ledger.acts).toMatchObject([
      { function: 'AcceptReport', statement: { disclosure: disclosureId, version: version.ids.versionId } },
    ]);
    expect(world.ledger.acts[0]).not.toHaveProperty('attachments');
  });

  test('names the author’s organization when the wrap for the patient holds another half', async () => {
    const { ids, wrap: good } = version;
    if (good === undefined) throw new Error('no wrap');
    const { holder } = good;
    const recipient = {
      holder,
      basis: 'own',
      keyVersion: 1,
      publicKey: world.session.encapsulationKey,
    } as const;
    const otherHalf = await wrapHalf({ ...recipient, half: randomBytes(32), ids });
    const forOther = await wrapHalf({
      ...recipient,
      half: randomBytes(32),
      ids,
      publicKey: kemPublicKey(newKemSeed()),
    });
    for (const wrap of [otherHalf, forOther]) {
      world.ledger.answers.set(`ReadVersion ${ids.versionId} own`, { ...version, wrap });
      await expect(decisions.accept(ids, opening, world.session)).rejects.toMatchObject({
        code: 'INTEGRITY',
        facts: { organizations: ['HospitalBMSP'], author: authorReference() },
      });
    }
    expect(world.ledger.acts).toEqual([]);
  });

  /** The version, if its maker exchanged the first organization's share for one of another record. */
  async function withCopiedShare(copied: 'sealed' | 'sealed and committed') {
    const elsewhere = world.newIds();
    const [foreign] = answerOf(elsewhere, await world.seal(elsewhere)).set.shares;
    const [first, ...others] = version.set.shares;
    if (foreign === undefined || first === undefined) throw new Error('no share');
    const share = copied === 'sealed' ? { ...first, sealed: foreign.sealed } : foreign;
    const { commitment } = share;
    const holders = version.ledgerShares.holders.map((holder, place) =>
      place === 0 ? { ...holder, commitment } : holder,
    );
    version = Object.defineProperty(
      { ...version, ledgerShares: { ...version.ledgerShares, holders } },
      'set',
      {
        value: { ...version.set, shares: [share, ...others] },
      },
    );
    world.ledger.answers.set(`ReadVersion ${version.ids.versionId} own`, version);
  }

  test('names the author when a share for an organization is of another record, and accepts nothing', async () => {
    await withCopiedShare('sealed and committed');
    await expect(decisions.accept(version.ids, opening, world.session)).rejects.toMatchObject({
      code: 'INTEGRITY',
      detail: expect.stringContaining('HospitalAMSP') as string,
      facts: { organizations: ['HospitalAMSP'], author: authorReference() },
    });
    expect(world.ledger.acts).toEqual([]);
    await decisions.reject(version.ids, 'Does not open.', world.session);
    expect(world.ledger.functions()).toEqual(['RejectReport']);
  });

  test('leaves the decision to the patient when only one agent says that its share does not open', async () => {
    await withCopiedShare('sealed');
    const organizations = ['HospitalAMSP'];
    await expect(decisions.accept(version.ids, opening, world.session)).rejects.toMatchObject({
      code: 'INTEGRITY',
      facts: { organizations, author: { organization: 'HospitalB' }, othersFit: true },
    });
    expect(world.ledger.acts).toEqual([]);
    const anyway = { ...opening, despite: organizations };
    expect(await decisions.accept(version.ids, anyway, world.session)).toMatchObject({
      unverified: organizations,
      withheld: organizations,
    });
    expect(world.ledger.acts).toMatchObject([
      { function: 'AcceptReport', statement: { unverified: organizations } },
    ]);
    expect(spoiled).toEqual(organizations);
  });

  test('names the author when manifest or metadata are of another version', async () => {
    const { ids, wrap } = version;
    const elsewhere = world.newIds();
    const other = answerOf(elsewhere, await world.seal(elsewhere));
    const again = answerOf(ids, await world.seal(ids));
    for (const envelope of [
      other.envelope,
      { ...version.envelope, sealedMetadata: again.envelope.sealedMetadata },
      {
        sealedMetadata: again.envelope.sealedMetadata,
        manifest: {
          ...version.envelope.manifest,
          sealedMetadataSha256: again.envelope.manifest.sealedMetadataSha256,
        },
      },
    ]) {
      world.ledger.answers.set(`ReadVersion ${ids.versionId} own`, { ...version, wrap, envelope });
      await expect(decisions.accept(ids, opening, world.session)).rejects.toMatchObject({
        code: 'INTEGRITY',
        facts: { author: authorReference() },
      });
    }
    expect(world.ledger.acts).toEqual([]);
  });

  test('of a decided proposal, or of another report’s version, is refused', async () => {
    const other = encodeId('report', randomBytes(16));
    const elsewhere = decisions.accept({ ...version.ids, reportId: other }, opening, world.session);
    await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' });
    propose('rejected');
    const late = decisions.accept(version.ids, opening, world.session);
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('that fails because a rejection came first ends as a conflict', async () => {
    world.ledger.answers.delete(`ReadVersion ${version.ids.versionId} own`);
    const lost = decisions.accept(version.ids, opening, world.session);
    propose('rejected');
    await expect(lost).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a rejection', () => {
  test('seals its reason to the author alone', async () => {
    await decisions.reject(version.ids, 'Not mine.', world.session);
    const reason = world.ledger.acts[0]?.attachments?.reason;
    if (reason === undefined) throw new Error('no reason');
    const { ids } = version;
    expect(await openReason({ reason, seed: author.seed, ids })).toBe('Not mine.');
    await expect(openReason({ reason, seed: newKemSeed(), ids })).rejects.toThrow('cannot open');
  });
});
