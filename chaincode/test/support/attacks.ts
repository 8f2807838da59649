import { digestOf, type ErrorCode, type Role, type SubmittedFunction } from '@medseal/ledger-model';
import type { SerializedIdentity } from 'fabric-shim';
import { certificateDigest, type PersonActor, withCreator } from './actors.js';
import type { Call, Tampering } from './calls.js';
import type { CertificateRequest } from './certificates.js';
import type { Clinic } from './clinic.js';
import { judging } from './content.js';
import type { Simulation } from './peer.js';
import { dropAttachment, spoilAttachment, withMember, withSpace } from './spoiling.js';
import { submittedNames } from './valid-calls.js';
import { hour } from './world.js';

/** What someone sends instead of an honest act, and the required result. */
export interface Attack {
  readonly what: string;
  readonly code: ErrorCode;
  readonly not?: readonly SubmittedFunction[];
  readonly attempt: (call: Call, hospital: Clinic) => Promise<Simulation>;
}

/** An honest caller whose client sends something else. */
function tampered(what: string, code: ErrorCode, tampering: Tampering, not: Attack['not'] = []): Attack {
  return { what, code, not, attempt: (call, { world }) => world.try(call, tampering) };
}

/** The call of someone with the same name and keys under another certificate. */
function certified(
  what: string,
  code: ErrorCode,
  certificate: (call: Call, time: Date) => Certificate,
  not: Attack['not'] = [],
): Attack {
  return {
    what,
    code,
    not,
    attempt: async (call, hospital) => {
      const creator = await reissued(call, certificate, hospital);
      return await hospital.world.try({ ...call, actor: withCreator(call.actor, creator) });
    },
  };
}

interface Certificate extends Partial<CertificateRequest> {
  readonly mspId?: string;
  readonly role?: Role;
}

async function reissued(
  call: Call,
  certificate: (call: Call, time: Date) => Certificate,
  hospital: Clinic,
): Promise<SerializedIdentity> {
  const { issuers, time } = hospital.world;
  const { mspId = call.actor.mspId, role = call.actor.role, ...changes } = certificate(call, time);
  return await issuers.identity(mspId, role, enrolmentId(call), { time, ...changes });
}

function enrolmentId({ actor }: Call): string {
  return actor.role === 'operator' ? 'operator-1' : actor.name;
}

function attributes(call: Call, changes: CertificateRequest['attributes']): Certificate {
  const { role } = call.actor;
  const affiliation = { patient: 'people', doctor: 'people', operator: 'parts' }[role as string] ?? 'office';
  return {
    attributes: {
      'hf.EnrollmentID': enrolmentId(call),
      'hf.Affiliation': affiliation,
      'medseal.role': role,
      ...changes,
    },
  };
}

const otherRole: Readonly<Partial<Record<Role, Role>>> = {
  patient: 'doctor',
  doctor: 'patient',
  registrar: 'auditor',
  auditor: 'registrar',
};
const otherDigest = digestOf('something else');
const withoutRecord = ['PublishOrganization', 'RegisterPerson'] as const;
const withAttachments: readonly SubmittedFunction[] = [
  'RegisterPerson',
  'ProposeReport',
  'AcceptReport',
  'RejectReport',
  'GrantConsent',
  'AddWraps',
  'DepositEmergency',
];
const withoutAttachments = submittedNames.filter((name) => !withAttachments.includes(name));

/** Attacks on every submitted function except those in `not`. */
export const attacks: readonly Attack[] = [
  // Who calls
  certified('an affiliation that does not fit the role', 'FORBIDDEN', (call) =>
    attributes(call, { 'hf.Affiliation': call.actor.role === 'patient' ? 'office' : 'peoples' }),
  ),
  certified('a registrar whose CA credential was bound to people', 'FORBIDDEN', (call) =>
    attributes(call, { 'hf.Affiliation': 'people', 'medseal.role': 'registrar' }),
  ),
  certified('no role', 'FORBIDDEN', (call) => attributes(call, { 'medseal.role': '' })),
  certified('an unknown role', 'FORBIDDEN', (call) => attributes(call, { 'medseal.role': 'admin' })),
  certified('an enrolment id that is not the common name', 'FORBIDDEN', (call) =>
    attributes(call, { 'hf.EnrollmentID': 'nym_00000000000000000000000000A' }),
  ),
  certified(
    'a role other than the registered one',
    'FORBIDDEN',
    ({ actor }) => ({ role: otherRole[actor.role] ?? 'auditor' }),
    withoutRecord,
  ),
  certified('the same id from another organization’s CA', 'FORBIDDEN', () => ({ mspId: 'HospitalCMSP' })),
  certified(
    'the same id from a CA of the consortium',
    'FORBIDDEN',
    ({ actor }) => ({ mspId: actor.mspId === 'HospitalAMSP' ? 'HospitalBMSP' : 'HospitalAMSP' }),
    withoutRecord,
  ),
  certified(
    'an expired certificate',
    'EXPIRED',
    (_, time) => ({ notAfter: new Date(time.getTime() - 1000) }),
    ['PublishOrganization'],
  ),
  certified(
    'a certificate that is not valid yet',
    'EXPIRED',
    (_, time) => ({ notBefore: new Date(time.getTime() + 1000) }),
    ['PublishOrganization'],
  ),
  certified(
    'a certificate for longer than a session',
    'FORBIDDEN',
    (_, time) => ({ notAfter: new Date(time.getTime() + 9 * hour + 1000) }),
    ['PublishOrganization'],
  ),
  {
    what: 'a role that may not',
    code: 'FORBIDDEN',
    not: ['RegisterPerson', 'RecordAuditQuery'],
    attempt: (call, hospital) => hospital.world.try({ ...call, actor: hospital.auditorA }),
  },
  {
    what: 'a service',
    code: 'FORBIDDEN',
    attempt: (call, hospital) => hospital.world.try({ ...call, actor: hospital.world.services.HospitalA }),
  },
  {
    what: 'an unknown person',
    code: 'FORBIDDEN',
    not: withoutRecord,
    attempt: async (call, hospital) => {
      const { issuers, time } = hospital.world;
      const stranger = await issuers.person(call.actor.mspId, call.actor.role as PersonActor['role'], time);
      return await hospital.world.try({ ...call, actor: stranger });
    },
  },
  {
    what: 'a suspended person',
    code: 'NOT_ACTIVE',
    not: [...withoutRecord, 'DiscloseReport', 'RevokeConsent', 'PurgeWraps'],
    attempt: (call, hospital) =>
      hospital.world.aside(async () => {
        await suspend(call.actor as PersonActor, hospital);
        return await hospital.world.try(call);
      }),
  },
  {
    what: 'a pending person',
    code: 'NOT_ACTIVE',
    not: withoutRecord,
    attempt: async (call, hospital) => hospital.world.try({ ...call, actor: hospital.pendingDoctor }),
  },
  // What was signed
  tampered('a spoiled signature', 'BAD_SIGNATURE', {
    signature: (bytes) => bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
  }),
  tampered('a signature of another context', 'BAD_SIGNATURE', { context: 'medseal/NoFunction/v1' }),
  {
    what: 'a signature of another function',
    code: 'BAD_SIGNATURE',
    attempt: (call, hospital) => {
      const other = submittedNames.find((name) => name !== call.name) ?? call.name;
      return hospital.world.try(call, {
        act: (act) => ({ ...act, function: other }),
        context: `medseal/${other}/v1`,
      });
    },
  },
  {
    what: 'a signature of another session',
    code: 'BAD_SIGNATURE',
    attempt: async (call, hospital) => {
      const certificateSha256 = certificateDigest(await reissued(call, () => ({}), hospital));
      return await hospital.world.try(call, { act: (act) => ({ ...act, certificateSha256 }) });
    },
  },
  tampered('a signature of another statement', 'BAD_SIGNATURE', {
    act: (act) => ({ ...act, statement: otherDigest }),
  }),
  tampered('a signature of another channel', 'BAD_SIGNATURE', {
    act: (act) => ({ ...act, channel: 'other' }),
  }),
  tampered('a signature of another actor', 'BAD_SIGNATURE', {
    act: (act) => ({ ...act, actor: 'HospitalBMSP' }),
  }),
  tampered('a signature of another key version', 'BAD_SIGNATURE', {
    act: (act) => ({ ...act, keyVersion: 2 }),
  }),
  tampered('a signature of another time', 'BAD_SIGNATURE', {
    act: (act) => ({ ...act, at: '2026-11-24T10:00:01.000Z' }),
  }),
  tampered('an act of more than five minutes ago', 'EXPIRED', { at: '2026-11-24T09:54:59.999Z' }),
  tampered('an act of more than five minutes ahead', 'EXPIRED', { at: '2026-11-24T10:05:00.001Z' }),
  // What was sent
  tampered('an unknown field in the statement', 'INVALID', {
    statement: (bytes) => withMember(bytes, '"Z":1'),
  }),
  tampered('an unknown field in the header', 'INVALID', { header: (text) => text.replace('{', '{"Z":1,') }),
  tampered(
    'an attachment with an unknown field',
    'INVALID',
    { attachment: (bytes) => withMember(bytes, '"Z":1') },
    withoutAttachments,
  ),
  tampered('a statement that is not canonical', 'INVALID', { statement: withSpace }),
  tampered('a header that is not canonical', 'INVALID', { header: (text) => text.replace(',', ', ') }),
  tampered('an attachment that is not canonical', 'INVALID', { attachment: withSpace }, withoutAttachments),
  tampered('a statement with a duplicate member', 'INVALID', {
    statement: (bytes) => withMember(bytes, '"salt":"AAAAAAAAAAAAAAAAAAAAAA=="'),
  }),
  tampered('a statement that is not JSON', 'INVALID', { statement: () => Buffer.from([0xff, 0xfe]) }),
  tampered('a header that is not JSON', 'INVALID', { header: () => 'now' }),
  tampered('a header over 8 KiB', 'INVALID', {
    header: (text) => text.replace('{', `{"Z":"${'z'.repeat(8192)}",`),
  }),
  tampered('a statement over 64 KiB', 'INVALID', {
    statement: (bytes) => withMember(bytes, `"Z":"${'z'.repeat(65536)}"`),
  }),
  tampered(
    'an attachment over 1 MiB',
    'INVALID',
    { attachment: (bytes) => withMember(bytes, `"Z":"${'z'.repeat(1 << 20)}"`) },
    withoutAttachments,
  ),
  tampered('a header of another statement', 'INVALID', {
    header: (text) => text.replace(/sha256:[0-9a-f]{64}/, otherDigest),
  }),
  tampered('no statement', 'INVALID', { transient: (pieces) => pieces.delete('statement') }),
  tampered('an attachment missing', 'INVALID', { transient: dropAttachment }, withoutAttachments),
  tampered(
    'an attachment changed after signing',
    'INVALID',
    { transient: spoilAttachment },
    withoutAttachments,
  ),
  tampered('more than the act', 'INVALID', { transient: (pieces) => pieces.set('note', Buffer.from('{}')) }),
];

async function suspend(person: PersonActor, { world, registrarA, registrarB }: Clinic): Promise<void> {
  const until = person.role === 'patient' ? { until: world.at(hour) } : {};
  const own = person.mspId === 'HospitalAMSP' ? registrarA : registrarB;
  const isOfficer = person.role === 'registrar' || person.role === 'auditor';
  const judge = isOfficer ? world.operators.HospitalA : own;
  await world.do(judging('SuspendPerson', judge, person, until));
}
