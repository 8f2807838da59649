import { parseCompositeKey } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { newReason, rejecting, takingBack, withdrawing } from './support/acts.js';
import type { Call } from './support/calls.js';
import { openClinic } from './support/clinic.js';
import { disclosing, newReportIds } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import type { Simulation } from './support/peer.js';
import { asideIn } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

function reject(patient = clinic.paula, reason = newReason(clinic.doctorB)): Call {
  return rejecting(patient, clinic.proposal.versionId, reason);
}

/** What a call wrote, by kind of record; purges have a minus sign. */
function kindsOf({ writes }: Simulation): string[] {
  return writes
    .map(({ key, value }) => `${value === undefined ? '-' : ''}${parseCompositeKey(key)?.type ?? ''}`)
    .sort();
}

const purged = ['-envelope', '-share', '-share', '-share', '-shareSet', '-wrap', '-wrap'];

describe('RejectReport', () => {
  test('is for the patient, with or without a reason sealed to the author', async () => {
    const { alice, paula, doctorA, doctorB, proposal } = clinic;
    expectRefusal(await world.try(reject(alice)), 'FORBIDDEN', 'only the patient');
    expectRefusal(await world.try(reject(paula, newReason(doctorA))), 'INVALID', 'sealed to the author');
    const stale = { ...newReason(doctorB), keyVersion: 2 };
    expectRefusal(await world.try(reject(paula, stale)), 'INVALID', 'sealed to the author');
    expectRefusal(await world.try(rejecting(paula, newReportIds().versionId)), 'NOT_FOUND');
    expectDone(await world.try(rejecting(paula, proposal.versionId)));
  });

  test(
    'purges what could open the version, and keeps its hash',
    aside(async () => {
      const { paula, doctorB, proposal, opening } = clinic;
      const simulation = await world.do(reject());
      expect(kindsOf(simulation)).toEqual([...purged, 'proposal', 'version'].sort());
      expectRefusal(await world.read('ReadVersion', paula, proposal.versionId, 'own'), 'NOT_FOUND');
      expectRefusal(await world.read('ReadVersion', doctorB, proposal.versionId, 'author'), 'NOT_FOUND');
      const released = await world.read('ReadRelease', world.services.HospitalA, opening);
      expectRefusal(released, 'NO_PERMISSION', 'VERSION_NOT_READABLE');
      expect(answerOf(await world.read('ReadReport', paula, proposal.reportId))).toMatchObject({
        versions: [],
      });
      const kept = simulation.writes.find(({ collection }) => collection === '');
      expect(JSON.parse(Buffer.from(kept?.value ?? '').toString())).toMatchObject({
        state: 'rejected',
        ciphertextSha256: expect.stringMatching(/^sha256:/) as string,
      });
    }),
  );
});

describe('WithdrawProposal', () => {
  test(
    'is for the author, and purges what could open the version',
    aside(async () => {
      const { doctorA, doctorB, proposal, plain } = clinic;
      expectRefusal(await world.try(takingBack(doctorA, proposal.versionId)), 'FORBIDDEN', 'author');
      expectRefusal(await world.try(takingBack(doctorB, plain.versionId)), 'FORBIDDEN', 'author');
      expectRefusal(await world.try(takingBack(doctorB, newReportIds().versionId)), 'NOT_FOUND');
      const simulation = await world.do(takingBack(doctorB, proposal.versionId));
      expect(kindsOf(simulation)).toEqual([...purged, 'proposal', 'version'].sort());
    }),
  );
});

describe('WithdrawReport', () => {
  test(
    'is for the patient, and ends all reading of the report',
    aside(async () => {
      const { paula, alice, doctorA, plain, reading } = clinic;
      expectRefusal(await world.try(withdrawing(alice, plain)), 'FORBIDDEN', 'only the patient');
      await world.do(withdrawing(paula, plain));
      expectRefusal(await world.try(withdrawing(paula, plain)), 'CONFLICT', 'already withdrawn');
      const shown = await world.read('ReadVersion', doctorA, plain.versionId, reading);
      expectRefusal(shown, 'NO_PERMISSION', 'REPORT_NOT_ACTIVE');
      for (const [reader, consent] of [
        [paula, undefined],
        [doctorA, reading],
      ] as const) {
        const { disclosureId, call } = disclosing(reader, plain, consent);
        await world.do(call);
        const record = answerOf(await world.read('ReadDisclosure', reader, disclosureId));
        expect(record).toMatchObject({ outcome: 'refuse', reason: 'REPORT_NOT_ACTIVE' });
      }
    }),
  );
});
