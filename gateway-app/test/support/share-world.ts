import { randomBytes } from 'node:crypto';
import { digestOf, encodeId, type RecordOf, type WrapBasis } from '@medseal/ledger-model';
import { wrapHalf } from '@medseal/sealing';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { OwnRecord } from '../../src/use-cases/record/own-record.js';
import { RecordWorld, type SealedVersion } from './record-world.js';

export const past = '2026-01-01T00:00:00.000Z';
export const proposedAt = '2026-03-01T08:00:00.000Z';
export const acceptedAt = '2026-03-02T09:00:00.000Z';
const changedAt = '2026-05-05T10:00:00.000Z';
export const far = '2999-01-01T00:00:00.000Z';

/** What the doctor of the world publishes. */
export const profile = {
  fullName: 'Bela Shah',
  specialty: 'Cardiology',
  officeAddress: 'Block C, room 12',
  designation: 'Consultant',
};

/** A patient who shares reports with a doctor of another hospital. */
export class ShareWorld extends RecordWorld {
  readonly doctor = this.addDoctor();

  constructor() {
    super();
    const { projection, session, patient, doctor } = this;
    projection.put('person', { ...session.person, state: 'active' });
    projection.put('profile', { pseudonym: doctor.person.pseudonym, ...profile });
    projection.put('patient', { patient, exclusions: [] });
  }

  /** A report in the record, by its patient or by the doctor, whose record was changed once more since. */
  async report(by: 'patient' | 'doctor' = 'patient', restricted = false): Promise<SealedVersion> {
    const version = await this.addReport(restricted);
    const { projection, patient } = this;
    const { versionId, reportId } = version.ids;
    const author = by === 'patient' ? patient : this.doctor.person.pseudonym;
    const proposal = { versionId, reportId, patient, author, relation: 'original' } as const;
    projection.put('version', {
      versionId,
      state: 'accepted',
      locations: [],
      ciphertextSha256: digestOf('sealed'),
    });
    if (by === 'doctor') projection.put('proposal', { ...proposal, state: 'proposed', at: proposedAt });
    projection.put('proposal', { ...proposal, state: 'accepted', at: acceptedAt });
    projection.put('proposal', { ...proposal, state: 'accepted', at: changedAt });
    projection.put('envelope', { versionId, ...version.envelope });
    if (version.wrap !== undefined) projection.put('wrap', version.wrap);
    if (by === 'doctor') projection.put('wrap', await this.wrapFor(version, 'author'));
    return version;
  }

  async wrapFor(version: SealedVersion, basis: WrapBasis) {
    const record = new OwnRecord({ reads: new LedgerReads(this.ledger), projection: this.projection });
    const { ids, half } = await record.half(version.ids.versionId, this.session);
    const { pseudonym: holder, keyVersion, encapsulationKey } = this.doctor.person;
    const publicKey = Buffer.from(encapsulationKey, 'base64');
    return await wrapHalf({ holder, basis, keyVersion, publicKey, half, ids });
  }

  async consent(
    versions: readonly SealedVersion[] | 'all',
    change: Partial<RecordOf<'consent'>> = {},
  ): Promise<RecordOf<'consent'>['consentId']> {
    const consentId = encodeId('consent', randomBytes(16));
    const grantee = { person: this.doctor.person.pseudonym };
    const scope =
      versions === 'all' ? ({ all: true } as const) : { reports: versions.map(({ ids }) => ids.reportId) };
    this.projection.put('consent', {
      ...{ consentId, patient: this.patient, grantee, permission: 'read', purposes: ['TREAT'], scope },
      ...{ from: past, until: far, state: 'active' },
      ...change,
    });
    const wrapped = versions === 'all' || change.state === 'revoked' ? [] : versions;
    for (const version of wrapped) this.projection.put('wrap', await this.wrapFor(version, consentId));
    return consentId;
  }

  withdraw({ ids: { reportId, versionId } }: SealedVersion): void {
    this.projection.put('report', {
      ...{
        reportId,
        patient: this.patient,
        restricted: false,
        class: 'other',
        state: 'withdrawn',
        at: changedAt,
      },
      versions: [{ versionId, number: 1, relation: 'original' }],
    });
  }

  keepOut(): void {
    const exclusions = [{ who: { organization: 'HospitalBMSP' } }];
    this.projection.put('patient', { patient: this.patient, exclusions });
  }

  suspend(): void {
    this.projection.put('person', { ...this.doctor.person, state: 'suspended' });
  }

  doctorSession(): OpenSession {
    const { person, seed } = this.doctor;
    const { personId, pseudonym, role, mspId } = person;
    return {
      ...this.session,
      person: { personId, pseudonym, role, mspId, organization: 'HospitalB', fullName: 'Bela Shah' },
      actor: { ...this.session.actor, name: pseudonym },
      kemSeed: seed,
    };
  }
}
