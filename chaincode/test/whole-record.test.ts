import { factId, type ConsentId, type Wrap } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { addingWraps, purgingWraps, withdrawing } from './support/acts.js';
import type { Call } from './support/calls.js';
import { grantingAll, hospitalB, openClinic, toDoctorsOfB, wrapUnder } from './support/clinic.js';
import { agentKey, publishing, revoking, type ReportIds } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { asideIn, hour, maxWraps, upload } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

/** Paula lets doctor A read her whole record, or something similar. */
function all(
  more: object = {},
  reports: readonly ReportIds[] = [],
  grantee: { readonly name: string } = clinic.doctorA,
) {
  return grantingAll(clinic, { patient: clinic.paula, grantee, reports }, more);
}

/** Paula lets doctors contribute. */
function contribute(more: object = {}, grantee: { readonly name: string } = clinic.doctorA) {
  return all({ permission: 'contribute', ...more }, [], grantee);
}

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];
const refusals: readonly Refusal[] = [
  ['with a wrap of a restricted report', 'INVALID', 'restricted', () => all({}, [clinic.restricted]).call],
  ['with a wrap of another patient’s report', 'FORBIDDEN', 'another', () => all({}, [clinic.report]).call],
  ['with a wrap of a version still proposed', 'INVALID', 'accepted', () => all({}, [clinic.proposal]).call],
  ['with a version twice', 'INVALID', 'accepted', () => all({}, [clinic.plain, clinic.plain]).call],
  ['with too many wraps', 'INVALID', 'too many', () => all({}, tooMany()).call],
  [
    'to an organization outside the consortium',
    'NOT_FOUND',
    'organization',
    () => all(toDoctorsOf('StrangerMSP')).call,
  ],
  [
    'to a hospital with a wrap for a person',
    'INVALID',
    'grantee',
    () => all(toDoctorsOfB, [clinic.plain]).call,
  ],
  ['to a hospital under another key', 'INVALID', 'grantee', () => toHospitalUnder(2)],
  ['with an empty scope', 'INVALID', 'scope', () => all({ scope: {} }).call],
  ['to contribute to one report', 'INVALID', 'whole record', () => contribute({ scope: named() }).call],
  [
    'to contribute, with wraps',
    'INVALID',
    'no wraps',
    () => all({ permission: 'contribute' }, [clinic.plain]).call,
  ],
  [
    'to contribute, to a patient',
    'INVALID',
    'only doctors contribute',
    () => contribute({}, clinic.anton).call,
  ],
  [
    'to contribute, to a suspended doctor',
    'NOT_ACTIVE',
    'grantee',
    () => contribute({}, clinic.suspendedDoctor).call,
  ],
];

function toDoctorsOf(organization: string) {
  return { grantee: { organization, role: 'doctor' } };
}

function named() {
  return { reports: [clinic.plain.reportId] };
}

function tooMany(): ReportIds[] {
  return Array.from({ length: maxWraps + 1 }, () => clinic.plain);
}

function toHospitalUnder(keyVersion: number): Call {
  const { call, wraps } = all(toDoctorsOfB, [clinic.plain], hospitalB);
  return { ...call, attachments: { wraps: { wraps: wraps.map((wrap) => ({ ...wrap, keyVersion })) } } };
}

describe('GrantConsent for a whole record or an organization', () => {
  test.each(refusals)('refuses a consent %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test('accepts wraps of any accepted versions, or none', async () => {
    for (const reports of [[], [clinic.plain], [clinic.further, clinic.plain]]) {
      expectDone(await world.try(all({}, reports).call));
    }
  });

  test('accepts a restricted report that is named', async () => {
    const { plain, restricted, doctorA } = clinic;
    const scope = { reports: [restricted.reportId, plain.reportId] };
    expectDone(await world.try(all({ scope }, [restricted, plain], doctorA).call));
  });

  test('accepts an organization as grantee, even the patient’s own', async () => {
    for (const name of ['HospitalBMSP', 'HospitalAMSP']) {
      expectDone(await world.try(all(toDoctorsOf(name), [clinic.plain], { name }).call));
      expectDone(await world.try(contribute(toDoctorsOf(name)).call));
    }
  });

  test(
    'requires wraps to an organization’s key for grantees, after a change to the new one',
    aside(async () => {
      const keys = world.agentKeys.HospitalB.map((key) =>
        key.use === 'grantee' ? { ...key, state: 'retired' as const } : key,
      );
      await world.do(publishing(world.operators.HospitalB, [...keys, agentKey('grantee', 2)]));
      expectRefusal(await world.try(toHospitalUnder(1)), 'INVALID', 'grantee');
      expectDone(await world.try(toHospitalUnder(2)));
    }),
  );

  test(
    'requires as many wraps of named reports as fit, and AddWraps adds the rest',
    aside(async () => {
      const { paula, doctorA } = clinic;
      const reports: ReportIds[] = [];
      for (let count = 0; count <= maxWraps; count++) reports.push(await upload(world, paula));
      const scope = { reports: reports.map(({ reportId }) => reportId) };
      const few = all({ scope }, reports.slice(0, maxWraps - 1));
      expectRefusal(await world.try(few.call), 'INVALID', 'has no wrap');
      const { consentId, call } = all({ scope }, reports.slice(0, maxWraps));
      await world.do(call);
      const last = reports[maxWraps] ?? expect.fail();
      await world.do(addingWraps(paula, consentId, [wrapUnder(consentId, doctorA, last.versionId)]));
      answerOf(await world.read('ReadVersion', doctorA, last.versionId, consentId));
    }),
  );
});

/** Adds a wrap of a version to doctor A's consent to the whole record, with a change. */
function add(report: ReportIds, change: Partial<Wrap> = {}, consent = clinic.reading): Call {
  const wrap = wrapUnder(consent, clinic.doctorA, report.versionId);
  return addingWraps(clinic.paula, consent, [{ ...wrap, ...change }]);
}

const additions: readonly Refusal[] = [
  [
    'by another patient',
    'FORBIDDEN',
    'only the patient',
    () => ({ ...add(clinic.further), actor: clinic.alice }),
  ],
  ['to an unknown consent', 'NOT_FOUND', 'consent', () => add(clinic.further, {}, unknownConsent())],
  ['to a revoked consent', 'NOT_ACTIVE', 'revoked', () => add(clinic.further, {}, clinic.halfPurged)],
  ['to a consent to contribute', 'INVALID', 'no wraps', () => add(clinic.further, {}, clinic.contributing)],
  ['of an existing wrap', 'CONFLICT', 'exists', () => add(clinic.plain)],
  ['of a restricted report', 'INVALID', 'restricted', () => add(clinic.restricted)],
  ['of another patient’s report', 'FORBIDDEN', 'another', () => add(clinic.report)],
  ['of a version still proposed', 'INVALID', 'accepted', () => add(clinic.proposal)],
  ['of an unknown version', 'NOT_FOUND', 'proposal', () => add(unknownReport())],
  ['for someone else', 'INVALID', 'grantee', () => add(clinic.further, { holder: clinic.doctorB.name })],
  [
    'under another consent',
    'INVALID',
    'grantee',
    () => add(clinic.further, { basis: clinic.hospitalReading }),
  ],
  ['to an old key', 'INVALID', 'grantee', () => add(clinic.further, { keyVersion: 2 })],
];

describe('AddWraps', () => {
  test.each(additions)('refuses an addition %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test(
    'refuses a report out of scope, a withdrawn one, and a consent that has ended',
    aside(async () => {
      const { paula, doctorA, plain, further } = clinic;
      const one = all({ scope: named(), until: world.at(hour) }, [plain]);
      await world.do(one.call);
      const wrap = wrapUnder(one.consentId, doctorA, further.versionId);
      expectRefusal(await world.try(addingWraps(paula, one.consentId, [wrap])), 'INVALID', 'not in scope');
      await world.do(withdrawing(paula, further));
      expectRefusal(await world.try(add(further)), 'NOT_ACTIVE', 'report');
      world.later(hour);
      expectRefusal(await world.try(add(plain, {}, one.consentId)), 'EXPIRED', 'ended');
    }),
  );

  test(
    'adds wraps to the consent’s list',
    aside(async () => {
      const { doctorA, further, reading } = clinic;
      await world.do(add(further));
      answerOf(await world.read('ReadVersion', doctorA, further.versionId, reading));
      const { wraps } = answerOf(await world.read('ReadConsent', doctorA, reading));
      expect(wraps).toHaveLength(2);
    }),
  );
});

describe('RevokeConsent and PurgeWraps', () => {
  test(
    'purge all wraps, some at a time, and end all reading with the first step',
    aside(async () => {
      const { paula, doctorA, plain, further } = clinic;
      const reports = [plain, further, await upload(world, paula)];
      const { consentId, call } = all({}, reports);
      await world.do(call);
      const later = [await upload(world, paula), await upload(world, paula), await upload(world, paula)];
      for (const { versionId } of [...later, await upload(world, paula)]) {
        await world.do(addingWraps(paula, consentId, [wrapUnder(consentId, doctorA, versionId)]));
      }
      const left: number[] = [];
      const act = async (next: Call) => {
        const { writes } = await world.do(next);
        const { wraps } = answerOf(await world.read('ReadConsent', paula, consentId));
        left.push((wraps as unknown[]).length);
        return writes.filter(({ value }) => value === undefined).length;
      };
      expectRefusal(await world.try(purgingWraps(paula, consentId)), 'CONFLICT', 'not revoked');
      expect(await act(revoking(paula, consentId))).toBe(3);
      const last = later[2] ?? expect.fail();
      const reading = await world.read('ReadVersion', doctorA, last.versionId, consentId);
      expectRefusal(reading, 'NO_PERMISSION', 'CONSENT_NOT_ACTIVE');
      expect(await act(purgingWraps(paula, consentId))).toBe(3);
      expect(await act(purgingWraps(paula, consentId))).toBe(1);
      expect(left).toEqual([4, 1, 0]);
      expectRefusal(await world.try(purgingWraps(paula, consentId)), 'CONFLICT', 'no wraps left');
    }),
  );

  test('are for the patient', async () => {
    const { alice, halfPurged } = clinic;
    expectRefusal(await world.try(purgingWraps(alice, halfPurged)), 'FORBIDDEN', 'only the patient');
    expectRefusal(await world.try(purgingWraps(alice, unknownConsent())), 'NOT_FOUND');
  });
});

function unknownConsent(): ConsentId {
  return factId('consent', { function: 'GrantConsent', actor: 'nobody', salt: '' });
}

function unknownReport(): ReportIds {
  const versionId = factId('version', { function: 'ProposeReport', actor: 'nobody', salt: '' });
  return { reportId: clinic.plain.reportId, versionId };
}
