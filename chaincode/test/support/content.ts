import { randomBytes } from 'node:crypto';
import {
  digestOf,
  digestOfJson,
  encodeId,
  factId,
  keyUses,
  personIdOf,
  sizes,
  suite,
  thresholdOf,
  type ConsentId,
  type Envelope,
  type OrganizationKey,
  type Pseudonym,
  type ReportId,
  type ShareKind,
  type ShareSet,
  type VersionId,
  type Wrap,
} from '@medseal/ledger-model';
import { base64, type Actor, type PersonActor } from './actors.js';
import type { Call } from './calls.js';

/** The channel of all tests. */
export const channel = 'medseal';

/** Organizations of the tests' consortium. */
export const mspIds = ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'] as const;

/** A salt for a statement. */
export function salt(): string {
  return base64(16);
}

/** Ids of a report that has one version. */
export interface ReportIds {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
}

export function newReportIds(): ReportIds {
  return { reportId: encodeId('report', randomBytes(16)), versionId: encodeId('version', randomBytes(16)) };
}

/** The first keys of a key agent. */
export function agentKeys(): OrganizationKey[] {
  return keyUses.map((use) => agentKey(use, 1));
}

export function agentKey(use: OrganizationKey['use'], version: number): OrganizationKey {
  return { version, use, algorithm: 'X-Wing', publicKey: base64(sizes.encapsulationKey), state: 'active' };
}

export function publishing(operator: Actor, keys: readonly OrganizationKey[]): Call {
  return {
    name: 'PublishOrganization',
    actor: operator,
    statement: {
      salt: salt(),
      gatewayUrl: 'http://127.0.0.1:7000',
      memberUrl: 'https://localhost:7001',
      keyAgentUrl: 'https://localhost:7002',
      tlsRoot: '-----BEGIN CERTIFICATE-----\nroot\n-----END CERTIFICATE-----\n',
      keys,
    },
  };
}

export function registering(person: PersonActor, emergencyHalf = true): Call {
  const statement = { salt: salt(), personId: personIdOf(person.name, person.nonce), nonce: person.nonce };
  return {
    name: 'RegisterPerson',
    actor: person,
    statement: person.role === 'patient' ? { ...statement, emergencyHalf } : statement,
    attachments: { keys: keysOf(person), ...(person.role === 'doctor' ? { profile } : {}) },
  };
}

/** The profile of every doctor in these tests. */
export const profile = {
  fullName: 'Doctor Doolittle',
  specialty: 'Zoology',
  officeAddress: 'Puddleby-on-the-Marsh',
  designation: 'Senior physician',
};

export function keysOf(person: PersonActor) {
  return { encapsulationKey: person.encapsulationKey, signatureKey: person.keys.publicKey };
}

/** An act of a registrar or operator on a person. */
export function judging(name: Call['name'], actor: Actor, person: PersonActor, more: object = {}): Call {
  const keys =
    name === 'ApprovePerson' || name === 'VerifyIdentity' ? { keys: digestOfJson(keysOf(person)) } : {};
  return { name, actor, statement: { salt: salt(), person: person.name, ...keys, ...more } };
}

/** A patient's upload before the contracts see it; every part can be replaced. */
export interface Upload {
  readonly ids: ReportIds;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
  readonly sets: readonly ShareSet[];
  readonly wraps: readonly Wrap[];
}

export function newUpload(
  patient: PersonActor,
  kinds: readonly ShareKind[] = ['ledger', 'emergency'],
): Upload {
  const ids = newReportIds();
  const envelope = newEnvelope(ids, patient.name);
  return {
    ids,
    statement: {
      salt: salt(),
      ...ids,
      patient: patient.name,
      class: 'imaging',
      restricted: false,
      relation: 'original',
      location: { mspId: patient.mspId, objectKey: `ab/${randomBytes(16).toString('hex')}` },
      manifest: digestOfJson(envelope.manifest),
    },
    envelope,
    sets: kinds.map((kind) => newShareSet(kind)),
    wraps: [newWrap({ versionId: ids.versionId, holder: patient.name, basis: 'own' })],
  };
}

export function proposing(patient: PersonActor, { statement, envelope, sets, wraps }: Upload): Call {
  return {
    name: 'ProposeReport',
    actor: patient,
    statement,
    attachments: { envelope, shares: { sets }, wraps: { wraps } },
  };
}

function newEnvelope(ids: ReportIds, patient: Pseudonym): Envelope {
  const metadata = randomBytes(200);
  return {
    manifest: {
      suite,
      channel,
      ...ids,
      patient,
      ciphertextSha256: digestOf(randomBytes(8)),
      size: 1234,
      floeHeader: base64(sizes.floeHeader),
      sealedMetadataSha256: digestOf(metadata),
      patientHalfCommitment: digestOf(randomBytes(8)),
      ledgerHalfCommitment: digestOf(randomBytes(8)),
    },
    sealedMetadata: metadata.toString('base64'),
  };
}

export function newShareSet(kind: ShareKind): ShareSet {
  const shares = mspIds.map((mspId) => ({
    mspId,
    keyVersion: 1,
    commitment: digestOf(randomBytes(8)),
    sealed: base64(sizes.encapsulation + sizes.half + 1 + sizes.tag),
  }));
  return { kind, generation: 1, threshold: thresholdOf(mspIds.length), shares };
}

export function newWrap({ versionId, holder, basis }: Pick<Wrap, 'versionId' | 'holder' | 'basis'>): Wrap {
  return {
    versionId,
    holder,
    basis,
    keyVersion: 1,
    sealed: base64(sizes.encapsulation + sizes.half + sizes.tag),
  };
}

/** A consent as a patient grants it: to whom, for which reports, and until when. */
export interface Grant {
  readonly patient: PersonActor;
  /** Who holds the wraps: a person, or an organization under its MSP id. */
  readonly grantee: { readonly name: string };
  readonly reports: readonly ReportIds[];
  readonly from: string;
  readonly until: string;
}

export function granting({ patient, grantee, reports, from, until }: Grant, more: object = {}) {
  const statement = {
    salt: salt(),
    grantee: { person: grantee.name },
    permission: 'read',
    purposes: ['TREAT', 'HOPERAT'],
    scope: { reports: reports.map(({ reportId }) => reportId) },
    from,
    until,
    ...more,
  };
  const consentId = factId('consent', {
    function: 'GrantConsent',
    actor: patient.name,
    salt: statement.salt,
  });
  const wraps = reports.map(({ versionId }) =>
    newWrap({ versionId, holder: grantee.name, basis: consentId }),
  );
  const attachments = wraps.length === 0 ? {} : { wraps: { wraps } };
  const call: Call = { name: 'GrantConsent', actor: patient, statement, attachments };
  return { consentId, wraps, call };
}

export function revoking(patient: PersonActor, consent: ConsentId): Call {
  return { name: 'RevokeConsent', actor: patient, statement: { salt: salt(), consent } };
}

/** A reading; `consent` is what the reader relies on. */
export function disclosing(
  reader: PersonActor,
  { reportId, versionId }: ReportIds,
  consent?: ConsentId,
  more: object = {},
) {
  const statement = {
    salt: salt(),
    report: reportId,
    version: versionId,
    purpose: 'TREAT',
    ...(consent === undefined ? {} : { basis: { consent } }),
    ...more,
  };
  const act = { function: 'DiscloseReport', actor: reader.name, salt: statement.salt };
  const call = { name: 'DiscloseReport', actor: reader, statement } satisfies Call;
  return { disclosureId: factId('disclosure', act), call };
}
