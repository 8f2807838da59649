import { randomBytes } from 'node:crypto';
import { encodeId, type ReleaseAnswer } from '@medseal/ledger-model';
import { newKemSeed, kemPublicKey, openReason, openShare, resealShare, wrapHalf } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import { Turns } from '../src/domain/turns.js';
import { DecideProposal } from '../src/use-cases/decide-proposal.js';
import { EmergencyHalves } from '../src/use-cases/emergency-halves.js';
import { GranteeWraps } from '../src/use-cases/grantee-wraps.js';
import { LedgerReads } from '../src/use-cases/ledger-reads.js';
import { OwnRecord } from '../src/use-cases/own-record.js';
import { RecordWorld, type SealedVersion, written } from './ground/record-world.js';

const disclosureId = encodeId('disclosure', randomBytes(16));
const opening = { disclosureId, signal: new AbortController().signal };
let world: RecordWorld;
let version: SealedVersion;
let author: ReturnType<RecordWorld['addDoctor']>;
let decisions: DecideProposal;

beforeEach(async () => {
  world = new RecordWorld();
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
  const record = new OwnRecord(reads, projection);
  decisions = new DecideProposal({
    channel: 'medseal',
    ledger,
    reads,
    projection,
    people: {
      byPersonId: () => Promise.resolve(undefined),
      byPseudonym: async (pseudonym) => (await projection.find('person', [pseudonym]))?.record,
    },
    agents: { release: () => answers(), ready: () => Promise.resolve({ up: 3, total: 3 }) },
    wraps: new GranteeWraps({ ledger, reads, organizations, projection, record }),
    emergency: new EmergencyHalves({ ledger, organizations, projection, record }),
    turns: new Turns(),
  });
});

function propose(state: 'proposed' | 'rejected'): void {
  const { reportId, versionId, patient } = version.ids;
  const { pseudonym } = author.person;
  world.projection.put('proposal', { versionId, reportId, patient, author: pseudonym, state });
}

/** All agents answer with their shares. */
async function* answers(): AsyncGenerator<ReleaseAnswer> {
  for (const held of version.set.shares) {
    const { mspId } = held;
    const name = { ids: version.ids, kind: 'ledger', generation: 1 } as const;
    const seed = world.organizations.seeds.get(mspId) ?? new Uint8Array();
    const share = await openShare({ ...name, held, seed });
    const readerPublicKey = world.session.encapsulationKey;
    yield {
      disclosureId,
      mspId,
      shares: [await resealShare({ ...name, mspId, share, disclosureId, readerPublicKey })],
    };
  }
}

describe('an acceptance', () => {
  test('names the opening, and carries neither wraps nor shares when nobody is to get any', async () => {
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
        facts: { organizations: ['HospitalBMSP'] },
      });
    }
    expect(world.ledger.acts).toEqual([]);
  });

  test('of what is decided already, or of another report’s version, is none', async () => {
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
