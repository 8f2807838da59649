import { parseCompositeKey, type Exclusion } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { depositing, preferring, purgingEmergency } from './support/acts.js';
import type { Call } from './support/calls.js';
import { openClinic } from './support/clinic.js';
import { disclosing, newReportIds, newShareSet, newUpload, newWrap, proposing } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { asideIn } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];

/** Alice excludes someone. */
function keepOut(...exclusions: readonly Exclusion[]): Call {
  return preferring(clinic.alice, true, exclusions);
}

describe('SetPreferences', () => {
  test.each([
    ['an unknown person', 'NOT_FOUND', () => keepOut({ who: { person: world.issuers.pseudonym() } })],
    ['an unknown organization', 'NOT_FOUND', () => keepOut({ who: { organization: 'StrangerMSP' } })],
    ['the patient', 'INVALID', () => keepOut({ who: { person: clinic.alice.name } })],
  ] as const)('refuses to exclude %s (%s)', async (_, code, call) => {
    expectRefusal(await world.try(call()), code);
  });

  test('refuses more than a hundred exclusions', async () => {
    const out = { who: { person: clinic.doctorA.name } };
    expectRefusal(await world.try(keepOut(...Array.from({ length: 101 }, () => out))), 'INVALID');
  });

  test(
    'replaces what the patient wanted before',
    aside(async () => {
      const { alice, doctorA, report } = clinic;
      const exclusions: Exclusion[] = [
        { who: { organization: 'HospitalBMSP' } },
        { who: { person: doctorA.name }, reports: [report.reportId] },
      ];
      await world.do(preferring(alice, false, exclusions));
      expect(answerOf(await world.read('ReadPreferences', alice, alice.name))).toMatchObject({
        patient: alice.name,
        mspId: 'HospitalAMSP',
        emergencyHalf: false,
        exclusions,
        made: { function: 'RegisterPerson' },
        changed: { function: 'SetPreferences' },
      });
      await world.do(preferring(alice, true));
      const record = answerOf(await world.read('ReadPreferences', alice, alice.name));
      expect(record).toMatchObject({ emergencyHalf: true, exclusions: [] });
    }),
  );

  test(
    'takes effect at once: the reading of an excluded grantee is recorded as refused',
    aside(async () => {
      const { alice, doctorB, report, consent } = clinic;
      const reading = async () => {
        const { disclosureId, call } = disclosing(doctorB, report, consent);
        await world.do(call);
        return answerOf(await world.read('ReadDisclosure', doctorB, disclosureId));
      };
      const endorsed = await world.try(disclosing(doctorB, report, consent).call);
      await world.do(keepOut({ who: { person: doctorB.name }, reports: [report.reportId] }));
      expect(world.peer.ledger.isStale(endorsed.reads)).toBe(true);
      expect(await reading()).toMatchObject({ outcome: 'refuse', reason: 'EXCLUDED' });
      await world.do(keepOut({ who: { person: doctorB.name }, reports: [newReportIds().reportId] }));
      expect(await reading()).toMatchObject({ outcome: 'permit' });
      expectRefusal(await world.read('ReadPreferences', doctorB, alice.name), 'FORBIDDEN');
    }),
  );
});

describe('ReadPreferences', () => {
  test('answers only the patient and services', async () => {
    const { alice, anton, doctorA, doctorB, registrarA, auditorA } = clinic;
    for (const reader of [alice, world.services.HospitalB]) {
      answerOf(await world.read('ReadPreferences', reader, alice.name));
    }
    for (const reader of [anton, doctorA, doctorB, registrarA, auditorA, world.operators.HospitalA]) {
      expectRefusal(await world.read('ReadPreferences', reader, alice.name), 'FORBIDDEN');
    }
    expectRefusal(await world.read('ReadPreferences', alice, doctorA.name), 'NOT_FOUND');
  });
});

/** The late patient deposits the emergency half of a version that has none, or something similar. */
function deposit(
  versionId = clinic.lateVersion,
  set = newShareSet('emergency'),
  patient = clinic.late,
): Call {
  return depositing(patient, [{ versionId, set }]);
}

const deposits: readonly Refusal[] = [
  [
    'by a patient who wants none',
    'CONFLICT',
    'no emergency half',
    () => deposit(clinic.formerVersion, undefined, clinic.former),
  ],
  ['of another patient’s version', 'FORBIDDEN', 'another', () => deposit(clinic.plain.versionId)],
  ['of an unknown version', 'NOT_FOUND', 'proposal', () => deposit(newReportIds().versionId)],
  [
    'of a version that has one',
    'CONFLICT',
    'exists',
    () => deposit(clinic.plain.versionId, undefined, clinic.paula),
  ],
  [
    'of a version still proposed',
    'INVALID',
    'not in the record',
    () => deposit(clinic.proposal.versionId, undefined, clinic.paula),
  ],
  ['of a ledger set', 'INVALID', 'share sets', () => deposit(undefined, newShareSet('ledger'))],
  [
    'under another threshold',
    'INVALID',
    'threshold',
    () => deposit(undefined, { ...newShareSet('emergency'), threshold: 1 }),
  ],
  [
    'for other holders',
    'INVALID',
    'holders',
    () =>
      deposit(undefined, { ...newShareSet('emergency'), shares: newShareSet('emergency').shares.slice(1) }),
  ],
  [
    'of the same version twice',
    'INVALID',
    'twice',
    () => {
      const one = { versionId: clinic.lateVersion, set: newShareSet('emergency') };
      return depositing(clinic.late, [one, one]);
    },
  ],
];

describe('DepositEmergency', () => {
  test.each(deposits)('refuses a deposit %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test(
    'deposits several versions at once, each among all organizations',
    aside(async () => {
      const { late, lateVersion } = clinic;
      await world.do(preferring(late, false));
      const another = newUpload(late, ['ledger']);
      await world.do(proposing(late, another));
      await world.do(preferring(late, true));
      const versions = [lateVersion, another.ids.versionId];
      const call = depositing(
        late,
        versions.map((versionId) => ({ versionId, set: newShareSet('emergency') })),
      );
      const { writes } = await world.do(call);
      const kinds = writes.map(({ key }) => parseCompositeKey(key)?.type);
      expect(kinds.filter((kind) => kind === 'shareSet')).toHaveLength(2);
      expect(kinds.filter((kind) => kind === 'share')).toHaveLength(6);
    }),
  );
});

describe('PurgeEmergency', () => {
  test.each([
    [
      'while the patient wants one',
      'CONFLICT',
      () => purgingEmergency(clinic.paula, [clinic.plain.versionId]),
    ],
    ['of another patient', 'FORBIDDEN', () => purgingEmergency(clinic.former, [clinic.plain.versionId])],
    ['of an unknown version', 'NOT_FOUND', () => purgingEmergency(clinic.former, [newReportIds().versionId])],
    ['twice', 'INVALID', () => purgingEmergency(clinic.former, [clinic.formerVersion, clinic.formerVersion])],
  ] as const)('purges no set %s (%s)', async (_, code, call) => {
    expectRefusal(await world.try(call()), code);
  });

  test(
    'purges set and shares, and a patient who wants one again may deposit it',
    aside(async () => {
      const { former, formerVersion } = clinic;
      const { writes } = await world.do(purgingEmergency(former, [formerVersion]));
      expect(writes.map(({ value }) => value)).toEqual([undefined, undefined, undefined, undefined]);
      expectRefusal(
        await world.try(purgingEmergency(former, [formerVersion])),
        'CONFLICT',
        'no such share set',
      );
      await world.do(preferring(former, true));
      expectDone(await world.try(deposit(formerVersion, undefined, former)));
    }),
  );
});

describe('ProposeReport by the patient', () => {
  test(
    'gives the version to those who may read the whole record, unless it is restricted',
    aside(async () => {
      const { paula, doctorA, reading } = clinic;
      const upload = newUpload(paula);
      const wrap = newWrap({ versionId: upload.ids.versionId, holder: doctorA.name, basis: reading });
      const shared = { ...upload, wraps: [...upload.wraps, wrap] };
      const restricted = { ...shared, statement: { ...shared.statement, restricted: true } };
      expectRefusal(await world.try(proposing(paula, restricted)), 'INVALID', 'does not cover');
      const twice = { ...shared, wraps: [...shared.wraps, wrap] };
      expectRefusal(await world.try(proposing(paula, twice)), 'INVALID', 'two wraps');
      await world.do(proposing(paula, shared));
      answerOf(await world.read('ReadVersion', doctorA, upload.ids.versionId, reading));
    }),
  );

  test('names no basis', async () => {
    const { paula, assignment, contributing } = clinic;
    const upload = newUpload(paula);
    const statement = { ...upload.statement, basis: { assignment, consent: contributing } };
    expectRefusal(await world.try(proposing(paula, { ...upload, statement })), 'INVALID', 'no basis');
  });
});
