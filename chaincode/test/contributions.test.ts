import type { AssignmentId, ConsentId, Wrap } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { assigning, ending, newContribution, preferring } from './support/acts.js';
import { withCreator, type PersonActor } from './support/actors.js';
import { day, grantingAll, openClinic, toDoctorsOfB } from './support/clinic.js';
import {
  disclosing,
  granting,
  judging,
  newShareSet,
  newWrap,
  proposing,
  revoking,
} from './support/content.js';
import type { Upload } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { asideIn, hour } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

/** What doctor B may propose to Paula's record. */
function contribution(doctor: PersonActor = clinic.doctorB): Upload {
  const { paula, assignment, contributing } = clinic;
  return newContribution(doctor, paula, { assignment, consent: contributing });
}

/** Tries doctor B's contribution, changed somewhere. */
async function attempt(change: (upload: Upload) => Partial<Upload> = () => ({}), doctor = clinic.doctorB) {
  const upload = contribution(doctor);
  return await world.try(proposing(doctor, { ...upload, ...change(upload) }));
}

function withBasis(basis: object) {
  return ({ statement }: Upload): Partial<Upload> => ({
    statement: { ...statement, basis: { ...(statement['basis'] as object), ...basis } },
  });
}

function withWraps(change: (wraps: readonly [Wrap, Wrap], upload: Upload) => readonly Wrap[]) {
  return (upload: Upload): Partial<Upload> => {
    const [own, author] = upload.wraps;
    if (own === undefined || author === undefined) throw new Error('a contribution has two wraps');
    return { wraps: change([own, author], upload) };
  };
}

type Change = (upload: Upload) => Partial<Upload>;
const refusals: readonly (readonly [string, Parameters<typeof expectRefusal>[1], string, () => Change])[] = [
  [
    'without a basis',
    'INVALID',
    'an assignment and a consent',
    () =>
      ({ statement }) => ({ statement: { ...statement, basis: undefined } }),
  ],
  ['under an unknown assignment', 'NOT_ASSIGNED', '', () => withBasis({ assignment: otherAssignment() })],
  ['under an unknown consent', 'NO_PERMISSION', '', () => withBasis({ consent: otherConsent() })],
  ['under a consent to read', 'NO_PERMISSION', '', () => withBasis({ consent: clinic.hospitalReading })],
  ['under another’s consent', 'NO_PERMISSION', '', () => withBasis({ consent: clinic.consent })],
  [
    'to the record of a patient who does not exist',
    'NOT_FOUND',
    'patient',
    () =>
      ({ statement }) => ({ statement: { ...statement, patient: world.issuers.pseudonym() } }),
  ],
  [
    'to the record of another patient',
    'NOT_ASSIGNED',
    '',
    () =>
      ({ statement }) => ({ statement: { ...statement, patient: clinic.alice.name } }),
  ],
  [
    'in the store of the patient’s hospital',
    'INVALID',
    'store',
    () =>
      ({ statement }) => ({
        statement: { ...statement, location: { mspId: 'HospitalAMSP', objectKey: `ab/${'0'.repeat(32)}` } },
      }),
  ],
  [
    'with an emergency set',
    'INVALID',
    'share sets',
    () => () => ({ sets: [newShareSet('ledger'), newShareSet('emergency')] }),
  ],
  ['without a wrap for the patient', 'INVALID', 'two wraps', () => withWraps(([, author]) => [author])],
  ['without a wrap for the author', 'INVALID', 'two wraps', () => withWraps(([own]) => [own])],
  ['with the patient’s wrap twice', 'INVALID', 'one wrap own', () => withWraps(([own]) => [own, own])],
  [
    'with an additional wrap for someone else',
    'INVALID',
    'two wraps',
    () =>
      withWraps((wraps, { ids }) => [
        ...wraps,
        newWrap({ ...ids, holder: clinic.doctorA.name, basis: clinic.reading }),
      ]),
  ],
  [
    'with the author’s wrap for someone else',
    'INVALID',
    'someone else',
    () => withWraps(([own, author]) => [own, { ...author, holder: clinic.doctorA.name }]),
  ],
  [
    'with the patient’s wrap for someone else',
    'INVALID',
    'someone else',
    () => withWraps(([own, author]) => [{ ...own, holder: clinic.anton.name }, author]),
  ],
  [
    'with a wrap to another key of the patient',
    'INVALID',
    'someone else',
    () => withWraps(([own, author]) => [{ ...own, keyVersion: 2 }, author]),
  ],
  [
    'with a wrap to another key of the author',
    'INVALID',
    'someone else',
    () => withWraps(([own, author]) => [own, { ...author, keyVersion: 2 }]),
  ],
  [
    'with a wrap of another version',
    'INVALID',
    'someone else',
    () => withWraps(([own, author]) => [{ ...own, versionId: clinic.plain.versionId }, author]),
  ],
];

function otherAssignment(): AssignmentId {
  const { registrarA, paula, doctorB } = clinic;
  const period = { from: world.at(0), until: world.at(day) };
  return assigning(registrarA, { patient: paula, doctor: doctorB, ...period }).assignmentId;
}

function otherConsent(): ConsentId {
  return grantingAll(clinic, { patient: clinic.paula, grantee: clinic.doctorB }).consentId;
}

describe('ProposeReport by a doctor', () => {
  test.each(refusals)('refuses a report %s (%s)', async (_, code, text, change) => {
    expectRefusal(await attempt(change()), code, text);
  });

  test('refuses a doctor without an assignment, whatever consent there is', async () => {
    const { message } = await attempt(undefined, clinic.doctorA);
    expect(message).toContain('NOT_ASSIGNED');
  });

  test(
    'waits for the patient: proposed, not in the record, with wraps for patient and author',
    aside(async () => {
      const { paula, doctorB, doctorA, reading } = clinic;
      const upload = contribution();
      const { writes } = await world.do(proposing(doctorB, upload));
      expect(writes.map(({ collection }) => collection).sort()).toEqual(
        ['', 'care', 'care', ...Array.from({ length: 1 + 1 + 3 + 2 }, () => 'envelopes')].sort(),
      );
      const { reportId, versionId } = upload.ids;
      expect(answerOf(await world.read('ReadReport', paula, reportId))).toMatchObject({
        patient: paula.name,
        state: 'active',
        versions: [],
      });
      answerOf(await world.read('ReadVersion', paula, versionId, 'own'));
      answerOf(await world.read('ReadVersion', doctorB, versionId, 'author'));
      expectRefusal(await world.read('ReadVersion', doctorA, versionId, reading), 'NOT_FOUND');
      expectRefusal(await world.read('ReadReport', doctorB, reportId), 'FORBIDDEN');
    }),
  );

  test(
    'may be read only by patient and author',
    aside(async () => {
      const { paula, doctorA, doctorB, reading, proposal } = clinic;
      const outcomes = [];
      for (const [reader, consent] of [
        [paula, undefined],
        [doctorB, undefined],
        [doctorA, reading],
      ] as const) {
        const { disclosureId, call } = disclosing(reader, proposal, consent);
        await world.do(call);
        const { outcome, basis, reason } = answerOf(await world.read('ReadDisclosure', reader, disclosureId));
        outcomes.push([outcome, basis ?? reason]);
      }
      expect(outcomes).toEqual([
        ['permit', { kind: 'own' }],
        ['permit', { kind: 'author' }],
        ['refuse', 'VERSION_NOT_READABLE'],
      ]);
    }),
  );

  test(
    'accepts a consent to the doctors of the doctor’s hospital',
    aside(async () => {
      const { paula } = clinic;
      const more = { permission: 'contribute', ...toDoctorsOfB };
      const { consentId, call } = grantingAll(clinic, { patient: paula, grantee: clinic.doctorB }, more);
      await world.do(call);
      expectDone(await attempt(withBasis({ consent: consentId })));
    }),
  );
});

/** What ends a doctor's right to propose, and the code. */
const ends: readonly (readonly [string, 'NOT_ASSIGNED' | 'NO_PERMISSION', () => Promise<unknown>])[] = [
  ['the assignment is ended', 'NOT_ASSIGNED', () => world.do(ending(clinic.registrarA, clinic.assignment))],
  ['the consent is revoked', 'NO_PERMISSION', () => world.do(revoking(clinic.paula, clinic.contributing))],
  [
    'the patient excludes the doctor',
    'NO_PERMISSION',
    () => world.do(preferring(clinic.paula, true, [{ who: { person: clinic.doctorB.name } }])),
  ],
  [
    'the patient excludes the hospital',
    'NO_PERMISSION',
    () => world.do(preferring(clinic.paula, true, [{ who: { organization: 'HospitalBMSP' } }])),
  ],
];

describe('a doctor’s right to propose', () => {
  test.each(ends)('ends when %s (%s)', async (_, code, end) => {
    await world.aside(async () => {
      const call = proposing(clinic.doctorB, contribution());
      const before = await world.try(call);
      expectDone(before);
      await end();
      // Endorsed before and committed after: the ledger finds that what the endorsement read has changed.
      expect(world.peer.ledger.isStale(before.reads)).toBe(true);
      expectRefusal(await world.try(call), code);
    });
  });

  test(
    'ends with its period, and does not exist before it',
    aside(async () => {
      const { paula, doctorB, registrarA } = clinic;
      const period = { from: world.at(hour), until: world.at(2 * hour) };
      const assigned = assigning(registrarA, { patient: paula, doctor: doctorB, ...period });
      const scope = { scope: { all: true }, permission: 'contribute' };
      const permitted = granting({ patient: paula, grantee: doctorB, reports: [], ...period }, scope);
      await world.do(assigned.call);
      await world.do(permitted.call);
      const atTime = async (time: number, basis: object) => {
        return await world.aside(async () => {
          world.later(time);
          const creator = await world.issuers.identity('HospitalBMSP', 'doctor', doctorB.name, world);
          return (await attempt(withBasis(basis), withCreator(doctorB, creator))).code;
        });
      };
      const { assignmentId: assignment } = assigned;
      const { consentId: consent } = permitted;
      expect(await atTime(hour - 1, { assignment })).toBe('NOT_ASSIGNED');
      expect(await atTime(hour, { assignment })).toBeUndefined();
      expect(await atTime(2 * hour - 1, { assignment })).toBeUndefined();
      expect(await atTime(2 * hour, { assignment })).toBe('NOT_ASSIGNED');
      expect(await atTime(hour - 1, { consent })).toBe('NO_PERMISSION');
      expect(await atTime(hour, { consent })).toBeUndefined();
      expect(await atTime(2 * hour, { consent })).toBe('NO_PERMISSION');
    }),
  );

  test(
    'is suspended while the patient is',
    aside(async () => {
      const { registrarA, paula } = clinic;
      await world.do(judging('SuspendPerson', registrarA, paula, { until: world.at(hour) }));
      expectRefusal(await attempt(), 'NOT_ACTIVE', 'patient');
    }),
  );
});
