import { factId, parseCompositeKey, type DisclosureId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import {
  accepting,
  newContribution,
  newReason,
  preferring,
  rejecting,
  takingBack,
  withdrawing,
  type Acceptance,
} from './support/acts.js';
import type { PersonActor } from './support/actors.js';
import type { Call } from './support/calls.js';
import { openClinic, wrapUnder } from './support/clinic.js';
import { disclosing, newShareSet, proposing, revoking } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import type { Simulation } from './support/peer.js';
import { asideIn, maxWraps } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

/** Paula accepts doctor B's proposal, or does something similar. */
function accept(changes: Partial<Acceptance> = {}, patient: PersonActor = clinic.paula): Call {
  const { proposal, opening } = clinic;
  const sets = [newShareSet('emergency')];
  return accepting(patient, { version: proposal.versionId, disclosure: opening, sets, ...changes });
}

function reject(patient = clinic.paula, reason = newReason(clinic.doctorB)): Call {
  return rejecting(patient, clinic.proposal.versionId, reason);
}

/** A wrap of the proposed version for doctor A's or HospitalB's consent, with a change. */
function wrapFor(who: 'doctorA' | 'hospitalB', change: object = {}) {
  const { proposal, reading, hospitalReading, doctorA } = clinic;
  const wrap =
    who === 'doctorA'
      ? wrapUnder(reading, doctorA, proposal.versionId)
      : wrapUnder(hospitalReading, { name: 'HospitalBMSP' }, proposal.versionId);
  return { ...wrap, ...change };
}

/** What a call wrote, by kind of record; purges have a minus sign. */
function kindsOf({ writes }: Simulation): string[] {
  return writes
    .map(({ key, value }) => `${value === undefined ? '-' : ''}${parseCompositeKey(key)?.type ?? ''}`)
    .sort();
}

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];
const refusals: readonly Refusal[] = [
  ['by another patient', 'FORBIDDEN', 'only the patient', () => accept({}, clinic.alice)],
  ['of an unknown version', 'NOT_FOUND', 'proposal', () => accept({ version: unknownVersion() })],
  ['of an accepted version', 'CONFLICT', 'decided', () => accept({ version: clinic.plain.versionId })],
  ['without an opening', 'NO_PERMISSION', 'not opened', () => accept({ disclosure: unknownOpening() })],
  ['without the emergency set', 'INVALID', 'share sets', () => accept({ sets: [] })],
  ['with a ledger set', 'INVALID', 'share sets', () => accept({ sets: [newShareSet('ledger')] })],
  [
    'with two emergency sets',
    'INVALID',
    'share sets',
    () => accept({ sets: [newShareSet('emergency'), newShareSet('emergency')] }),
  ],
  [
    'with an emergency set for others',
    'INVALID',
    'holders',
    () => {
      const { shares, ...set } = newShareSet('emergency');
      return accept({ sets: [{ ...set, shares: shares.toReversed() }] });
    },
  ],
  ['naming outsiders', 'INVALID', 'unverified', () => accept({ unverified: ['StrangerMSP'] })],
  [
    'naming an organization twice',
    'INVALID',
    'unverified',
    () => accept({ unverified: ['HospitalBMSP', 'HospitalBMSP'] }),
  ],
  [
    'with the patient’s own wrap',
    'INVALID',
    'no grantee',
    () => accept({ wraps: [{ ...wrapFor('doctorA'), basis: 'own' }] }),
  ],
  [
    'with a wrap under an unknown consent',
    'NOT_FOUND',
    'consent',
    () => accept({ wraps: [wrapFor('doctorA', { basis: unknownConsent() })] }),
  ],
  [
    'with a wrap under another patient’s consent',
    'FORBIDDEN',
    'another patient',
    () => accept({ wraps: [wrapFor('doctorA', { basis: clinic.consent, holder: clinic.doctorB.name })] }),
  ],
  [
    'with a wrap under a consent to contribute',
    'INVALID',
    'does not cover',
    () =>
      accept({ wraps: [wrapFor('doctorA', { basis: clinic.contributing, holder: clinic.doctorB.name })] }),
  ],
  [
    'with a wrap under a revoked consent',
    'NOT_ACTIVE',
    'revoked',
    () => accept({ wraps: [wrapFor('doctorA', { basis: clinic.halfPurged, holder: clinic.anton.name })] }),
  ],
  [
    'with a wrap for someone else',
    'INVALID',
    'grantee',
    () => accept({ wraps: [wrapFor('doctorA', { holder: clinic.doctorB.name })] }),
  ],
  [
    'with a wrap for a person where the consent is to an organization',
    'INVALID',
    'grantee',
    () => accept({ wraps: [wrapFor('hospitalB', { holder: clinic.doctorB.name })] }),
  ],
  [
    'with a wrap to an old key',
    'INVALID',
    'grantee',
    () => accept({ wraps: [wrapFor('hospitalB', { keyVersion: 2 })] }),
  ],
  [
    'with a wrap of another version',
    'INVALID',
    'grantee',
    () => accept({ wraps: [wrapFor('doctorA', { versionId: clinic.further.versionId })] }),
  ],
  [
    'with two wraps under one consent',
    'INVALID',
    'two wraps',
    () => accept({ wraps: [wrapFor('doctorA'), wrapFor('doctorA')] }),
  ],
  [
    'with too many wraps',
    'INVALID',
    'too many',
    () => accept({ wraps: Array.from({ length: maxWraps + 1 }, () => wrapFor('doctorA')) }),
  ],
];

describe('AcceptReport', () => {
  test.each(refusals)('refuses an acceptance %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test(
    'refuses an opening by someone else, an opening of another version, and one that was refused',
    aside(async () => {
      const { paula, alice, doctorB, proposal, plain } = clinic;
      const attempts = [disclosing(doctorB, proposal), disclosing(paula, plain), disclosing(alice, proposal)];
      for (const { disclosureId, call } of attempts) {
        await world.do(call);
        expectRefusal(await world.try(accept({ disclosure: disclosureId })), 'NO_PERMISSION', 'not opened');
      }
    }),
  );

  test(
    'adds the version to the record, with its number and what could not be checked',
    aside(async () => {
      const { paula, proposal } = clinic;
      const simulation = await world.do(accept({ unverified: ['RegulatorMSP'] }));
      expect(kindsOf(simulation)).toEqual(
        ['proposal', 'report', 'share', 'share', 'share', 'shareSet', 'version'].sort(),
      );
      expect(answerOf(await world.read('ReadReport', paula, proposal.reportId))).toMatchObject({
        versions: [{ versionId: proposal.versionId, number: 1, relation: 'original' }],
        made: { function: 'ProposeReport' },
        changed: { function: 'AcceptReport' },
      });
    }),
  );

  test(
    'gives it to those who may read the whole record: a person and an organization',
    aside(async () => {
      const { doctorA, doctorB, proposal, reading, hospitalReading } = clinic;
      const simulation = await world.do(accept({ wraps: [wrapFor('doctorA'), wrapFor('hospitalB')] }));
      expect(kindsOf(simulation).filter((kind) => kind === 'wrap' || kind === 'consent')).toHaveLength(4);
      answerOf(await world.read('ReadVersion', doctorA, proposal.versionId, reading));
      const shown = answerOf(await world.read('ReadVersion', doctorB, proposal.versionId, hospitalReading));
      expect(shown).not.toHaveProperty('wrap');
      const { wraps } = answerOf(await world.read('ReadConsent', doctorA, reading));
      expect(wraps).toContainEqual({ versionId: proposal.versionId, keyVersion: 1 });
    }),
  );

  test(
    'requires no emergency set from a patient who no longer deposits one',
    aside(async () => {
      await world.do(preferring(clinic.paula, false));
      expectRefusal(await world.try(accept()), 'INVALID', 'share sets');
      expectDone(await world.try(accept({ sets: [] })));
    }),
  );

  test(
    'refuses a restricted report to those who may read the whole record',
    aside(async () => {
      const { paula, doctorB, doctorA, assignment, contributing, reading } = clinic;
      const upload = newContribution(doctorB, paula, { assignment, consent: contributing });
      const statement = { ...upload.statement, restricted: true };
      await world.do(proposing(doctorB, { ...upload, statement }));
      const { versionId: version } = upload.ids;
      const { disclosureId: disclosure, call } = disclosing(paula, upload.ids);
      await world.do(call);
      const wraps = [wrapUnder(reading, doctorA, version)];
      expectRefusal(await world.try(accept({ version, disclosure, wraps })), 'INVALID', 'does not cover');
      expectDone(await world.try(accept({ version, disclosure })));
    }),
  );

  test(
    'refuses a report that has been withdrawn in the meantime',
    aside(async () => {
      await world.do(withdrawing(clinic.paula, clinic.proposal));
      expectRefusal(await world.try(accept()), 'NOT_ACTIVE', 'report');
    }),
  );
});

describe('two decisions on one proposal', () => {
  const decisions: readonly (readonly [string, () => Call])[] = [
    ['accept', () => accept()],
    ['reject', () => reject()],
    ['withdraw', () => takingBack(clinic.doctorB, clinic.proposal.versionId)],
  ];
  const pairs = decisions.flatMap(([first, one]) =>
    decisions.map(([second, other]) => [first, second, one, other] as const),
  );

  test.each(pairs)(
    'that are endorsed together have one outcome: %s before %s',
    async (_first, _second, one, other) => {
      await world.aside(async () => {
        const loser = other();
        const endorsed = await world.try(loser);
        expectDone(endorsed);
        await world.do(one());
        expect(world.peer.ledger.isStale(endorsed.reads)).toBe(true);
        expectRefusal(await world.try(loser), 'CONFLICT', 'already decided');
      });
    },
  );

  test(
    'fail if the consent for a wrap is revoked before the acceptance commits',
    aside(async () => {
      const call = accept({ wraps: [wrapFor('doctorA')] });
      const endorsed = await world.try(call);
      await world.do(revoking(clinic.paula, clinic.reading));
      expect(world.peer.ledger.isStale(endorsed.reads)).toBe(true);
      expectRefusal(await world.try(call), 'NOT_ACTIVE', 'revoked');
      expectDone(await world.try(accept()));
    }),
  );
});

function unknownVersion() {
  return newContribution(clinic.doctorB, clinic.paula, {
    assignment: clinic.assignment,
    consent: clinic.contributing,
  }).ids.versionId;
}

function unknownOpening(): DisclosureId {
  return factId('disclosure', { function: 'DiscloseReport', actor: 'nobody', salt: '' });
}

function unknownConsent() {
  return factId('consent', { function: 'GrantConsent', actor: 'nobody', salt: '' });
}
