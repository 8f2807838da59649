import { readFileSync } from 'node:fs';
import type { ShareSet } from '@medseal/ledger-model';
import { type SealedEnvelope, splitSecret } from '@medseal/sealing';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import { allowContributions, open, pathOf, reject } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf, sha256 } from '../../src/kit/api/gateway-client.js';
import { LedgerClient } from '../../src/kit/network/ledger.js';
import { alarmsOf } from '../../src/kit/network/health.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { versionStates } from '../../src/kit/api/reports.js';
import { type OwnKeys, ownKeys } from '../support/own-keys.js';
import {
  type OwnProposal,
  type ProposalTerms,
  proposeOwn,
  sealOwn,
  shareHoldersOf,
} from '../support/own-proposal.js';

const network = new Network();
const { bytes } = pdf('own.pdf', ['own program']);
let patient: Person;
let doctor: Person;
/** What both hold themselves, past their gateways. */
let patientKeys: OwnKeys;
let doctorKeys: OwnKeys;
let basis: { assignment: string; consent: string };
let terms: ProposalTerms;
let ownTerms: ProposalTerms;
let ledgers: LedgerClient[];

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Careful Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Careless Doctor');
  basis = await allowContributions(await network.demoPerson('HospitalA', 'registrar'), { patient, doctor });
  [patientKeys, doctorKeys] = [
    await ownKeys(network, 'HospitalA', patient),
    await ownKeys(network, 'HospitalB', doctor),
  ];
  const holders = await shareHoldersOf(network);
  const own = { holder: patientKeys.name, basis: 'own', publicKey: patientKeys.encapsulationKey } as const;
  const author = {
    holder: doctorKeys.name,
    basis: 'author',
    publicKey: doctorKeys.encapsulationKey,
  } as const;
  ownTerms = { patient: patientKeys.name, holders, wraps: [own] };
  terms = { ...ownTerms, wraps: [own, author] };
  ledgers = await Promise.all(['HospitalA', 'HospitalB'].map((name) => LedgerClient.of(network, name)));
});
afterAll(() => {
  for (const ledger of ledgers) ledger.close();
});

/** The same report with its share set changed. */
function withShares(proposal: OwnProposal, change: (set: ShareSet) => ShareSet): OwnProposal {
  const shareSets = proposal.envelope.shareSets.map(change);
  return { ...proposal, envelope: { ...proposal.envelope, shareSets } };
}

/** The shares of these places come from another set. */
const exchanged =
  (from: OwnProposal, ...places: readonly number[]) =>
  (set: ShareSet): ShareSet => ({
    ...set,
    shares: set.shares.map((share, place) =>
      places.includes(place) ? (from.envelope.shareSets[0]?.shares[place] ?? share) : share,
    ),
  });

const another = () => sealOwn(bytes, terms);

/** Every wrong proposal with whose share or key does not fit. */
const wrong: readonly (readonly [
  string,
  readonly string[],
  (proposal: OwnProposal) => Promise<OwnProposal>,
])[] = [
  [
    'a share for HospitalA that is of another record',
    ['HospitalAMSP'],
    async (proposal) => withShares(proposal, exchanged(await another(), 0)),
  ],
  [
    'the sealed bytes of one share from another record',
    ['HospitalAMSP'],
    async (proposal) => {
      const foreign = (await another()).envelope.shareSets[0]?.shares[0]?.sealed ?? '';
      return withShares(proposal, (set) => ({
        ...set,
        shares: set.shares.map((share, place) => (place === 0 ? { ...share, sealed: foreign } : share)),
      }));
    },
  ],
  [
    'shares for everybody that are of another record',
    ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'],
    async (proposal) => withShares(proposal, exchanged(await another(), 0, 1, 2)),
  ],
  [
    'shares that are sealed for each other’s holders',
    ['HospitalAMSP', 'HospitalBMSP'],
    (proposal) =>
      Promise.resolve(
        withShares(proposal, (set) => {
          const [a, b, ...rest] = set.shares;
          if (a === undefined || b === undefined) throw new Error('too few shares');
          return { ...set, shares: [{ ...a, sealed: b.sealed }, { ...b, sealed: a.sealed }, ...rest] };
        }),
      ),
  ],
  [
    'a commitment to another share',
    ['RegulatorMSP'],
    (proposal) =>
      Promise.resolve(
        withShares(proposal, (set) => ({
          ...set,
          shares: set.shares.map((share) =>
            share.mspId === 'RegulatorMSP'
              ? { ...share, commitment: `sha256:${'0'.repeat(64)}` as never }
              : share,
          ),
        })),
      ),
  ],
  [
    'shares of another half than the committed one',
    ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'],
    async (proposal) => {
      const { ids } = proposal;
      const secret = randomBytes(32);
      const other = await splitSecret({ ids, kind: 'ledger', generation: 1, secret, holders: terms.holders });
      return withShares(proposal, () => other);
    },
  ],
  [
    'a wrap of another half',
    ['HospitalBMSP'],
    async (proposal) => {
      const { envelope: other } = await sealOwn(bytes, terms, proposal.ids);
      return { ...proposal, envelope: { ...proposal.envelope, wraps: other.wraps } };
    },
  ],
  [
    'metadata that are sealed under another half',
    ['HospitalBMSP'],
    async (proposal) => {
      const { envelope: other } = await sealOwn(bytes, terms, proposal.ids);
      const { manifest } = proposal.envelope.envelope;
      const envelope: SealedEnvelope['envelope'] = {
        sealedMetadata: other.envelope.sealedMetadata,
        manifest: { ...manifest, sealedMetadataSha256: other.envelope.manifest.sealedMetadataSha256 },
      };
      return { ...proposal, envelope: { ...proposal.envelope, envelope } };
    },
  ],
];

/** Stores and proposes a report as the doctor's own program would; the patient opens it on record. */
async function proposed(proposal: OwnProposal) {
  await (await Bucket.of(network, 'HospitalB')).write(proposal.objectKey, proposal.sealed);
  await proposeOwn(ledgers[1] as LedgerClient, doctorKeys, proposal, basis);
  const disclosureId = await eventually('the patient’s hospital knows the proposal', () =>
    open(patient, proposal.ids as never),
  );
  return { ...proposal.ids, disclosureId };
}

const acceptance = ({ disclosureId, ...ids }: Awaited<ReturnType<typeof proposed>>) =>
  patient.call('POST', `${pathOf(ids)}/acceptance`, { disclosureId });

describe('a proposal made by a program of the doctor’s own', () => {
  test('is accepted when all fits', async () => {
    const proposal = await proposed(await another());
    expect(await acceptance(proposal)).toMatchObject({ unverified: [] });
    expect(sha256((await patient.download(proposal.disclosureId)).bytes)).toBe(sha256(bytes));
  });

  test.each(wrong)(
    'with %s is not accepted; its author is named, and it can be rejected',
    async (_, organizations, make) => {
      const proposal = await proposed(await make(await another()));
      const problem = await problemOf(acceptance(proposal));
      expect(problem).toMatchObject({
        status: 502,
        code: 'INTEGRITY',
        organizations,
        author: { personId: doctor.personId, organization: 'HospitalB', fullName: 'Careless Doctor' },
      });
      expect(problem.detail).toContain('HospitalB');
      const log = readFileSync((await network.part('HospitalA/gateway')).log, 'utf8');
      expect(log).toContain(problem.requestId);
      for (const secret of [doctor.personId, 'Careless Doctor']) expect(log).not.toContain(secret);
      expect(await versionStates(patient, proposal.reportId)).toEqual(['proposed']);
      await reject(patient, proposal as never, 'It does not open.');
    },
  );
});

describe('a report in the record', () => {
  /** The patient's own program puts a report into the patient's record, where nobody has to agree. */
  async function inRecord(places: readonly number[]) {
    const proposal = withShares(
      await sealOwn(bytes, ownTerms),
      exchanged(await sealOwn(bytes, ownTerms), ...places),
    );
    await (await Bucket.of(network, 'HospitalA')).write(proposal.objectKey, proposal.sealed);
    await proposeOwn(ledgers[0] as LedgerClient, patientKeys, proposal);
    return (await eventually('the report is known', () => patient.disclose(proposal.ids.reportId, 'PATRQT')))
      .disclosureId;
  }

  test('of which one share does not open is read all the same, and an alarm names the organization', async () => {
    const before = await alarmsOf(network, 'HospitalA', 'SPOILED_SHARE');
    const { bytes: read } = await patient.download(await inRecord([0]));
    expect(sha256(read)).toBe(sha256(bytes));
    await eventually('the alarm', async () => {
      const alarms = await alarmsOf(network, 'HospitalA', 'SPOILED_SHARE');
      return alarms.slice(before.length).find(({ organization }) => organization === 'HospitalAMSP');
    });
  });

  test('of which most shares do not open is a fault, not a reason to try again later', async () => {
    const disclosureId = await inRecord([0, 1]);
    expect(await problemOf(patient.call('GET', `/disclosures/${disclosureId}/content`))).toMatchObject({
      status: 502,
      code: 'INTEGRITY',
    });
  });
});
