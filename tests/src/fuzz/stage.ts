import { accept, allowContributions, ask, assign, open, propose } from '../kit/api/care.js';
import { pdf } from '../kit/files/documents.js';
import { inSeconds, type Person } from '../kit/api/gateway-client.js';
import type { Network } from '../kit/network/network.js';
import { asLogin, newDoctor, newPatient } from '../kit/api/people.js';

/** All callers: the roles, a doctor whom no one has approved yet, and a caller without a session. */
export const callers = ['patient', 'doctor', 'pending', 'registrar', 'auditor', 'nobody'] as const;
export type Caller = (typeof callers)[number];

/** What the fuzzer may know about the network: who calls, and ids that lead somewhere. */
export interface Stage {
  /** Of the gateway. */
  readonly base: string;
  readonly calls: readonly ApiCall[];
  readonly logins: Readonly<Record<Caller, Login | null>>;
  /** Ids that exist, by the kind of thing. */
  readonly ids: Readonly<Record<IdKind, readonly string[]>>;
  /**
   * What must last for the whole run, with what may be ended in its place: callers, a report, a consent, an
   * assignment.
   */
  readonly instead: Readonly<Record<string, string>>;
}

/** A call that the API document describes. */
interface ApiCall {
  readonly path: string;
  readonly method: string;
  /** Who may call; anyone if it is left out. */
  readonly roles?: readonly string[];
}

/** What this module reads of the API document. */
interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

interface ApiOperation {
  readonly security: readonly unknown[];
  readonly 'x-roles'?: readonly string[];
}

interface Login {
  readonly user: string;
  readonly password: string;
}

export type IdKind =
  | 'person'
  | 'patient'
  | 'doctor'
  | 'report'
  | 'version'
  | 'disclosure'
  | 'request'
  | 'consent'
  | 'assignment'
  | 'upload'
  | 'transaction'
  | 'block';

/** Makes people of every role at a hospital, with a record, readings, consents and requests between them. */
export async function setStage(network: Network, organization = 'HospitalA'): Promise<Stage> {
  const { url: base } = await network.gateway(organization);
  const registrar = await network.demoPerson(organization, 'registrar');
  const auditor = await network.demoPerson(organization, 'auditor');
  const patient = await newPatient(network, organization, 'Fuzzed Patient');
  const doctor = await newDoctor(network, organization, 'Fuzzed Doctor');
  const pending = await registrar.gateway.register('doctor', 'Pending Doctor');
  const sacrifice = await newDoctor(network, organization, 'Suspended Doctor');
  const people = { patient, doctor };
  const allowed = await allowContributions(registrar, people);
  const spareAssignment = await assign(registrar, { patient, doctor: sacrifice });
  const { lastBlock, spareReport, spareConsent, ...made } = await makeRecord(people);
  const everybody = [patient, doctor, pending, registrar, auditor];
  return {
    base,
    calls: await describedCalls(base),
    logins: {
      patient: asLogin(patient),
      doctor: asLogin(doctor),
      pending: asLogin(pending),
      registrar: asLogin(registrar),
      auditor: asLogin(auditor),
      nobody: null,
    },
    ids: {
      person: [...everybody, sacrifice].map(({ personId }) => personId),
      patient: [patient.personId],
      doctor: [doctor.personId],
      assignment: [allowed.assignment],
      ...made,
      consent: [allowed.consent, ...made.consent],
      upload: ['0'.repeat(32)],
      block: ['0', '1', lastBlock],
    },
    instead: {
      ...Object.fromEntries(everybody.map(({ personId }) => [personId, sacrifice.personId])),
      ...Object.fromEntries(made.report.map((reportId) => [reportId, spareReport])),
      ...Object.fromEntries([allowed.consent, ...made.consent].map((consentId) => [consentId, spareConsent])),
      [allowed.assignment]: spareAssignment,
    },
  };
}

const everyRole = ['patient', 'doctor', 'registrar', 'auditor'];

async function describedCalls(base: string): Promise<readonly ApiCall[]> {
  const { paths } = (await (await fetch(`${base}/openapi.json`)).json()) as ApiDocument;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, 'x-roles': roles = everyRole }]) => ({
      path,
      method: method.toUpperCase(),
      ...(security.length > 0 && { roles }),
    })),
  );
}

type People = Readonly<{ patient: Person; doctor: Person }>;

/**
 * A report of the patient's that is shared and read, one that was proposed and accepted, and one that waits
 * for the patient.
 */
async function makeRecord(people: People) {
  const { patient, doctor } = people;
  const own = await patient.upload(pdf('own.pdf', ['own report']), 'Own report');
  const { consentId } = await patient.share(own.reportId, doctor, { until: inSeconds(24 * 3600) });
  const reading = await doctor.disclose(own.reportId);
  const accepted = await propose(people, pdf('accepted.pdf', ['accepted']));
  const opening = await open(patient, accepted);
  await accept(patient, accepted, opening);
  const waiting = await propose(people, pdf('waiting.pdf', ['waiting']));
  const spare = await patient.upload(pdf('spare.pdf', ['spare']), 'Spare report');
  const spared = await patient.share(spare.reportId, doctor, { until: inSeconds(24 * 3600) });
  const request = await ask(doctor, patient, { permission: 'read' });
  const receipts = [own, accepted, waiting];
  return {
    report: receipts.map(({ reportId }) => reportId),
    version: receipts.map(({ versionId }) => versionId),
    transaction: receipts.map(({ transactionId }) => transactionId),
    disclosure: [reading.disclosureId, opening],
    consent: [consentId],
    request: [request],
    lastBlock: waiting.block,
    spareReport: spare.reportId,
    spareConsent: spared.consentId,
  };
}
