import { describe, expect, test } from 'vitest';
import { addingWraps, preferring } from './support/acts.js';
import type { PersonActor } from './support/actors.js';
import { hospitalB, openClinic, wrapUnder } from './support/clinic.js';
import { agentKey, disclosing, publishing, type ReportIds } from './support/content.js';
import { answerOf, expectRefusal } from './support/expecting.js';
import { asideIn } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

describe('a consent to an organization', () => {
  /** The outcome of a reading under HospitalB's consent. */
  async function readingBy(reader: PersonActor, report: ReportIds = clinic.plain) {
    const { disclosureId, call } = disclosing(reader, report, clinic.hospitalReading);
    await world.do(call);
    const record = answerOf(await world.read('ReadDisclosure', reader, disclosureId));
    return { disclosureId, record };
  }

  test(
    'is for its doctors: only the agent of the organization gets the wrap',
    aside(async () => {
      const { doctorB, plain, hospitalReading } = clinic;
      const { disclosureId, record } = await readingBy(doctorB);
      expect(record).toMatchObject({ outcome: 'permit', basis: { kind: 'consent', id: hospitalReading } });
      const wrap = {
        holder: 'HospitalBMSP',
        basis: hospitalReading,
        versionId: plain.versionId,
        keyVersion: 1,
      };
      const own = answerOf(await world.read('ReadRelease', world.services.HospitalB, disclosureId));
      expect(own).toMatchObject({ wrap, patientHalfCommitment: expect.any(String) as string });
      for (const service of [world.services.HospitalA, world.services.Regulator]) {
        const other = answerOf(await world.read('ReadRelease', service, disclosureId));
        expect(other).not.toHaveProperty('wrap');
        expect(other).toHaveProperty('shares');
      }
    }),
  );

  test(
    'gives the agent the newest wrap, and none of a version that was not wrapped',
    aside(async () => {
      const { doctorB, paula, plain, further, hospitalReading } = clinic;
      const keys = world.agentKeys.HospitalB.map((key) =>
        key.use === 'grantee' ? { ...key, state: 'retired' as const } : key,
      );
      await world.do(publishing(world.operators.HospitalB, [...keys, agentKey('grantee', 2)]));
      const renewed = { ...wrapUnder(hospitalReading, hospitalB, plain.versionId), keyVersion: 2 };
      await world.do(addingWraps(paula, hospitalReading, [renewed]));
      const { disclosureId } = await readingBy(doctorB);
      const release = await world.read('ReadRelease', world.services.HospitalB, disclosureId);
      expect(answerOf(release)).toMatchObject({ wrap: { keyVersion: 2, sealed: renewed.sealed } });
      const other = await readingBy(doctorB, further);
      expect(other.record).toMatchObject({ outcome: 'permit' });
      const missing = await world.read('ReadRelease', world.services.HospitalB, other.disclosureId);
      expectRefusal(missing, 'NOT_FOUND', 'wrap');
      const version = await world.read('ReadVersion', doctorB, further.versionId, hospitalReading);
      expectRefusal(version, 'NOT_FOUND', 'wrap');
    }),
  );

  test(
    'is not for others, nor for those whom the patient excludes',
    aside(async () => {
      const { paula, doctorA, doctorB, late, plain, hospitalReading } = clinic;
      for (const reader of [doctorA, late]) {
        expect((await readingBy(reader)).record).toMatchObject({ reason: 'NOT_THE_GRANTEE' });
        const version = await world.read('ReadVersion', reader, plain.versionId, hospitalReading);
        expectRefusal(version, 'FORBIDDEN');
        expectRefusal(await world.read('ReadConsent', reader, hospitalReading), 'FORBIDDEN');
      }
      answerOf(await world.read('ReadConsent', doctorB, hospitalReading));
      const { disclosureId } = await readingBy(doctorB);
      await world.do(preferring(paula, true, [{ who: { person: doctorB.name } }]));
      const release = await world.read('ReadRelease', world.services.HospitalB, disclosureId);
      expectRefusal(release, 'NO_PERMISSION', 'EXCLUDED');
      expect((await readingBy(doctorB)).record).toMatchObject({ outcome: 'refuse', reason: 'EXCLUDED' });
      const version = await world.read('ReadVersion', doctorB, plain.versionId, hospitalReading);
      expectRefusal(version, 'NO_PERMISSION', 'EXCLUDED');
    }),
  );
});
