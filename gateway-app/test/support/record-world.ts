import { randomBytes } from 'node:crypto';
import {
  type BoundIds,
  digestOf,
  encodeId,
  type EvaluatedFunction,
  type JsonValue,
  type PersonAnswer,
  type ShareSet,
  type SubmittedFunction,
  suite,
  type VersionAnswer,
} from '@medseal/ledger-model';
import {
  type Halves,
  kemPublicKey,
  newHalves,
  newKemSeed,
  type SealedEnvelope,
  sealedLength,
  type SealedReport,
  sealEnvelope,
} from '@medseal/sealing';
import { Failure } from '../../src/domain/shared/failure.js';
import type { ActRequest, Actor, Committed, Ledger } from '../../src/domain/ledger/ledger.js';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { shareHolders } from '../../src/use-cases/record/report-holders.js';
import { FakeProjection } from './fake-projection.js';
import { organizationsOf } from './organizations.js';

type Submitted = ActRequest<SubmittedFunction>;

/** A ledger that keeps what is submitted and answers from a table; `refuse` makes submissions of a function fail. */
class RecordingLedger implements Ledger {
  readonly acts: Submitted[] = [];
  readonly answers = new Map<string, unknown>();
  refuse: SubmittedFunction | undefined;

  async submit<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Promise<Committed> {
    await Promise.resolve();
    // As the ledger of the real gateway does.
    actor.caller?.require();
    if (request.function === this.refuse) throw new Failure('UNAVAILABLE', 'not now', { retryAfter: 1 });
    this.acts.push(request);
    return { transactionId: '0'.repeat(64), block: '7' };
  }

  evaluate(name: EvaluatedFunction, args: readonly string[]): Promise<JsonValue> {
    const answer = this.answers.get([name, ...args].join(' '));
    if (answer === undefined) return Promise.reject(new Failure('NOT_FOUND', 'not there'));
    return Promise.resolve(answer as JsonValue);
  }

  functions(): SubmittedFunction[] {
    return this.acts.map((act) => act.function);
  }
}

/** A patient's record with sealed versions, and what ledger and projection say about it. */
export class RecordWorld {
  readonly ledger = new RecordingLedger();
  readonly projection = new FakeProjection();
  readonly organizations = organizationsOf(['HospitalA', 'HospitalB', 'Regulator']);
  readonly session = sessionOf(newPerson('patient', 'HospitalA'));

  get patient() {
    return this.session.person.pseudonym;
  }

  /** A report with one accepted version. */
  async addReport(restricted = false): Promise<SealedVersion> {
    const ids = this.newIds();
    const { reportId, versionId, patient } = ids;
    const version = answerOf(ids, await this.seal(ids));
    const relation = 'original' as const;
    const versions = [{ versionId, number: 1, relation }];
    const report = {
      reportId,
      patient,
      restricted,
      class: 'other' as const,
      state: 'active' as const,
      versions,
    };
    this.projection.put('report', report);
    this.ledger.answers.set(`ReadReport ${reportId}`, { ...written, ...report });
    this.ledger.answers.set(`ReadVersion ${versionId} own`, version);
    return version;
  }

  newIds(): BoundIds {
    return {
      suite,
      channel: 'medseal',
      reportId: encodeId('report', randomBytes(16)),
      versionId: encodeId('version', randomBytes(16)),
      patient: this.patient,
    };
  }

  /** Seals a report that is not stored: only its envelope, shares and the patient's wrap matter here. */
  async seal(ids: BoundIds, what = unstored()): Promise<SealedEnvelope> {
    const { actor, encapsulationKey: publicKey } = this.session;
    return await sealEnvelope({
      ids,
      ...what,
      description: { title: 'Title', fileName: 'file.pdf', mediaType: 'application/pdf' },
      ledgerHolders: shareHolders(await this.organizations.all(), 'ledger'),
      wraps: [{ holder: ids.patient, basis: 'own', keyVersion: actor.keyVersion, publicKey }],
    });
  }

  /** A doctor whom ledger and projection know; the seed opens the doctor's wraps. */
  addDoctor(keyVersion = 1): Readonly<{ person: PersonAnswer; seed: Uint8Array }> {
    const { person, seed } = newPerson('doctor', 'HospitalB');
    const answer = { ...person, keyVersion };
    this.ledger.answers.set(`ReadPerson ${person.pseudonym}`, answer);
    this.projection.put('person', answer);
    return { person: answer, seed };
  }
}

/** Halves, and facts of a report that fit together. */
function unstored(): Readonly<{ halves: Halves; report: SealedReport }> {
  const digest = digestOf('report');
  const sizes = { size: sealedLength(50), plaintextSize: 50 };
  const digests = { ciphertextSha256: digest, plaintextSha256: digest };
  return { halves: newHalves(), report: { ...sizes, ...digests, floeHeader: randomBytes(74) } };
}

/** What `ReadVersion` answers the patient, with the sealed shares, which only agents see. */
export type SealedVersion = VersionAnswer & Readonly<{ set: ShareSet }>;

/** What `ReadVersion` answers the patient. */
export function answerOf(ids: BoundIds, { envelope, shareSets, wraps }: SealedEnvelope): SealedVersion {
  const [set] = shareSets;
  const [wrap] = wraps;
  if (set === undefined || wrap === undefined) throw new Error('an envelope without shares or wrap');
  const { generation, threshold } = set;
  const holders = set.shares.map(({ mspId, keyVersion, commitment }) => ({ mspId, keyVersion, commitment }));
  const answer = { ids, envelope, wrap, ledgerShares: { generation, threshold, holders } };
  return Object.defineProperty(answer, 'set', { value: set, enumerable: false }) as typeof answer & {
    set: ShareSet;
  };
}

const tx = '0'.repeat(64);
const at = '2026-11-24T10:00:00.000Z';
/** What every private record has in addition to its content. */
export const written = {
  v: 1,
  by: 'HospitalAMSP',
  at,
  tx,
  rules: tx,
  salt: tx,
  made: { function: 'ProposeReport', tx, statement: {} },
};

function newPerson(
  role: 'patient' | 'doctor',
  hospital: string,
): Readonly<{ person: PersonAnswer; seed: Uint8Array }> {
  const seed = newKemSeed();
  const person: PersonAnswer = {
    pseudonym: encodeId('pseudonym', randomBytes(16)),
    personId: encodeId('person', randomBytes(16)),
    mspId: `${hospital}MSP`,
    role,
    encapsulationKey: Buffer.from(kemPublicKey(seed)).toString('base64'),
    signatureKey: randomBytes(1952).toString('base64'),
    keyVersion: 1,
    state: 'active',
    identityVerified: true,
    keys: digestOf('keys'),
  };
  return { person, seed };
}

function sessionOf({ person, seed }: ReturnType<typeof newPerson>): OpenSession {
  const { personId, pseudonym, role, mspId, encapsulationKey } = person;
  return {
    id: 'session',
    person: { personId, pseudonym, role, mspId, organization: 'HospitalA', fullName: 'Ada Example' },
    actor: {
      identity: { mspId, certificate: '', sign: () => Promise.resolve(new Uint8Array()) },
      name: pseudonym,
      keyVersion: 1,
      signAct: () => new Uint8Array(),
    },
    kemSeed: seed,
    encapsulationKey: Buffer.from(encapsulationKey, 'base64'),
    sealingKey: randomBytes(32),
    passwordAt: new Date().toISOString(),
    expiresAt: '2999-01-01T00:00:00.000Z',
    lastSeenAt: new Date().toISOString(),
  };
}
