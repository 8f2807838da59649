import { factId, type ConsentId, type DisclosureId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { withCreator, type PersonActor } from './support/actors.js';
import { disclosing, granting, judging, newReportIds, revoking } from './support/content.js';
import { answerOf, expectRefusal } from './support/expecting.js';
import { asideIn, hour, openHospital, upload } from './support/world.js';

const minute = 60_000;

const hospital = await openHospital();
const { world } = hospital;
const aside = asideIn(world);

/** Commits a reading and returns what was recorded. */
async function disclosed(reader: PersonActor, consent?: ConsentId, more: object = {}) {
  const { disclosureId, call } = disclosing(reader, hospital.report, consent, more);
  const { writes } = await world.do(call);
  const record = answerOf(await world.read('ReadDisclosure', world.services.HospitalB, disclosureId));
  return { disclosureId, record, writes };
}

/** Doctor B after a later login. */
async function laterDoctorB(): Promise<PersonActor> {
  const { doctorB } = hospital;
  const creator = await world.issuers.identity('HospitalBMSP', 'doctor', doctorB.name, { time: world.time });
  return withCreator(doctorB, creator);
}

function release(disclosure: DisclosureId, service = world.services.HospitalA) {
  return world.read('ReadRelease', service, disclosure);
}

function fetched(disclosure: DisclosureId, service = world.services.HospitalA) {
  return world.read('ReadFetch', service, disclosure);
}

describe('DiscloseReport', () => {
  test(
    'permits the patient and the grantee of a named consent, and says what the decision read',
    aside(async () => {
      const { alice, doctorB, consent, report } = hospital;
      const own = await disclosed(alice, undefined, { purpose: 'PATRQT' });
      expect(own.record).toMatchObject({ outcome: 'permit', basis: { kind: 'own' }, purpose: 'PATRQT' });
      const { record } = await disclosed(doctorB, consent);
      expect(record).toMatchObject({
        outcome: 'permit',
        basis: { kind: 'consent', id: consent },
        reader: doctorB.name,
        mspId: 'HospitalBMSP',
        patient: alice.name,
        keyVersion: 1,
        made: { function: 'DiscloseReport' },
      });
      const names = (record['reads'] as unknown as { record: string }[]).map((read) => read.record);
      expect(names).toEqual([
        `person/${doctorB.name}`,
        `report/${report.reportId}`,
        `version/${report.versionId}`,
        `proposal/${report.versionId}`,
        `patient/${alice.name}`,
        `consent/${consent}`,
      ]);
    }),
  );

  test.each([
    ['no basis', 'NO_BASIS', () => disclosed(hospital.doctorB)],
    ['a basis that does not exist', 'NO_BASIS', () => disclosed(hospital.doctorB, unknownConsent())],
    ['another’s consent', 'NOT_THE_GRANTEE', () => disclosed(hospital.doctorA, hospital.consent)],
    [
      'another purpose',
      'PURPOSE_NOT_PERMITTED',
      () => disclosed(hospital.doctorB, hospital.consent, { purpose: 'HRESCH' }),
    ],
    ['another patient', 'NO_BASIS', () => disclosed(hospital.anton)],
    ['a suspended reader', 'READER_NOT_ACTIVE', () => disclosed(hospital.suspendedDoctor, hospital.consent)],
  ] as const)('records the refusal of %s (%s)', async (_, reason, attempt) => {
    await world.aside(async () => {
      const { record } = await attempt();
      expect(record).toMatchObject({ outcome: 'refuse', reason });
      expect(record).not.toHaveProperty('basis');
    });
  });

  test(
    'records the refusal of an expired and of a revoked consent',
    aside(async () => {
      const { alice, consent } = hospital;
      await world.aside(async () => {
        world.later(7 * 24 * hour);
        const { record } = await disclosed(await laterDoctorB(), consent);
        expect(record).toMatchObject({ outcome: 'refuse', reason: 'CONSENT_EXPIRED' });
      });
      await world.do(revoking(alice, consent));
      const { record } = await disclosed(hospital.doctorB, consent);
      expect(record).toMatchObject({ outcome: 'refuse', reason: 'CONSENT_NOT_ACTIVE' });
    }),
  );

  test(
    'looks the same from outside, whether it permits or refuses',
    aside(async () => {
      const permit = await disclosed(hospital.doctorB, hospital.consent);
      const refusal = await disclosed(hospital.doctorB, hospital.consent, { purpose: 'HRESCH' });
      const shape = ({ writes }: typeof permit) =>
        writes.map(({ collection, value }) => [collection, value === undefined]);
      expect(shape(refusal)).toEqual(shape(permit));
      expect(shape(permit)).toEqual([['care', false]]);
    }),
  );

  test(
    'does not find an unknown report or version, or a version of another report',
    aside(async () => {
      const { doctorB, alice, report, consent } = hospital;
      const other = await upload(world, alice);
      const unknown = newReportIds();
      for (const ids of [
        unknown,
        { ...report, versionId: unknown.versionId },
        { ...report, versionId: other.versionId },
      ]) {
        expectRefusal(await world.try(disclosing(doctorB, ids, consent).call), 'NOT_FOUND');
      }
    }),
  );
});

describe('ReadDisclosure', () => {
  test(
    'answers only patient, reader and services',
    aside(async () => {
      const { alice, doctorB, anton, doctorA, registrarB, auditorA, consent } = hospital;
      const { disclosureId } = await disclosed(doctorB, consent);
      for (const reader of [alice, doctorB])
        answerOf(await world.read('ReadDisclosure', reader, disclosureId));
      for (const reader of [anton, doctorA, registrarB, auditorA]) {
        expectRefusal(await world.read('ReadDisclosure', reader, disclosureId), 'FORBIDDEN');
      }
    }),
  );
});

describe('ReadRelease', () => {
  test(
    'gives each service its own organization’s ledger share, and the reader’s key',
    aside(async () => {
      const { doctorB, alice, consent, report } = hospital;
      const { disclosureId, record } = await disclosed(doctorB, consent);
      for (const [name, service] of Object.entries(world.services)) {
        expect(answerOf(await release(disclosureId, service))).toMatchObject({
          disclosureId,
          recorded: { tx: record.tx, at: record.at },
          ids: { ...report, patient: alice.name },
          reader: {
            pseudonym: doctorB.name,
            mspId: 'HospitalBMSP',
            keyVersion: 1,
            encapsulationKey: doctorB.encapsulationKey,
          },
          shares: [{ kind: 'ledger', generation: 1, mspId: `${name}MSP`, keyVersion: 1 }],
          patientHalfCommitment: expect.stringMatching(/^sha256:/) as string,
        });
        expect(answerOf(await release(disclosureId, service))).not.toHaveProperty('wrap');
      }
    }),
  );

  test(
    'is for services, after a permit',
    aside(async () => {
      const { alice, doctorB, consent } = hospital;
      const permit = await disclosed(doctorB, consent);
      for (const reader of [alice, doctorB, world.operators.HospitalA]) {
        expectRefusal(await release(permit.disclosureId, reader), 'FORBIDDEN');
        expectRefusal(await fetched(permit.disclosureId, reader), 'FORBIDDEN');
      }
      const refusal = await disclosed(doctorB);
      expectRefusal(await release(refusal.disclosureId), 'NO_PERMISSION', 'refused');
      expectRefusal(await fetched(refusal.disclosureId), 'NO_PERMISSION', 'refused');
      expectRefusal(await release(unknownDisclosure()), 'NOT_FOUND');
    }),
  );

  test.each([-1, 1])('lasts ten minutes (sign %i)', async (sign) => {
    await world.aside(async () => {
      const { disclosureId } = await disclosed(hospital.doctorB, hospital.consent);
      world.later(sign * 10 * minute);
      // Before the consent starts, the reading is not permitted either; the patient's own reading has no period.
      if (sign === 1) answerOf(await release(disclosureId));
      world.later(sign);
      expectRefusal(await release(disclosureId), 'EXPIRED', 'ten minutes');
      expectRefusal(await fetched(disclosureId), 'EXPIRED', 'ten minutes');
    });
  });

  test(
    'ends when the consent is revoked or has expired, or the reader is suspended',
    aside(async () => {
      const { alice, doctorB, registrarB, consent, report } = hospital;
      const period = { from: world.at(0), until: world.at(5 * minute) };
      const short = granting({ patient: alice, grantee: doctorB, reports: [report], ...period });
      await world.do(short.call);
      const first = await disclosed(doctorB, consent);
      const second = await disclosed(doctorB, short.consentId);
      await world.aside(async () => {
        await world.do(revoking(alice, consent));
        expectRefusal(await release(first.disclosureId), 'NO_PERMISSION', 'CONSENT_NOT_ACTIVE');
        expectRefusal(await fetched(first.disclosureId), 'NO_PERMISSION', 'CONSENT_NOT_ACTIVE');
      });
      await world.aside(async () => {
        await world.do(judging('SuspendPerson', registrarB, doctorB));
        expectRefusal(await release(first.disclosureId), 'NO_PERMISSION', 'READER_NOT_ACTIVE');
      });
      world.later(5 * minute);
      expectRefusal(await release(second.disclosureId), 'NO_PERMISSION', 'CONSENT_EXPIRED');
      answerOf(await release(first.disclosureId));
    }),
  );
});

describe('ReadFetch', () => {
  test(
    'tells the reader’s and the store’s organization where the bytes are and to whom they may go',
    aside(async () => {
      const { disclosureId } = await disclosed(hospital.doctorB, hospital.consent);
      for (const service of [world.services.HospitalA, world.services.HospitalB]) {
        const answer = answerOf(await fetched(disclosureId, service));
        expect(answer).toMatchObject({
          disclosureId,
          locations: [{ mspId: 'HospitalAMSP' }],
          size: 1234,
          reader: { mspId: 'HospitalBMSP' },
        });
        expect(JSON.stringify(answer)).not.toContain('sealed');
      }
      expectRefusal(await fetched(disclosureId, world.services.Regulator), 'FORBIDDEN');
    }),
  );
});

function unknownConsent(): ConsentId {
  return factId('consent', { function: 'GrantConsent', actor: 'nobody', salt: '' });
}

function unknownDisclosure(): DisclosureId {
  return factId('disclosure', { function: 'DiscloseReport', actor: 'nobody', salt: '' });
}
