import { encodeId, factId, type Wrap } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { Call } from './support/calls.js';
import { granting, newReportIds, revoking, type Grant } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { asideIn, hour, maxWraps, openHospital, upload } from './support/world.js';

const day = 24 * hour;

const hospital = await openHospital();
const { world } = hospital;
const aside = asideIn(world);

/** Alice grants doctor A access to her report for a day, or something similar. */
function grant(changes: Partial<Grant> = {}, more: object = {}) {
  const { alice, doctorA, report } = hospital;
  const period = { from: world.at(0), until: world.at(day) };
  return granting({ patient: alice, grantee: doctorA, reports: [report], ...period, ...changes }, more);
}

function withWraps({ call, wraps }: ReturnType<typeof grant>, change: (wrap: Wrap) => Wrap): Call {
  return { ...call, attachments: { wraps: { wraps: wraps.map(change) } } };
}

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];
const refusals: readonly Refusal[] = [
  ['to the patient', 'INVALID', 'needs no consent', () => grant({ grantee: hospital.alice }).call],
  ['to a registrar', 'INVALID', 'patients and doctors', () => grant({ grantee: hospital.registrarA }).call],
  ['to an auditor', 'INVALID', 'patients and doctors', () => grant({ grantee: hospital.auditorA }).call],
  ['to a pending person', 'NOT_ACTIVE', 'grantee', () => grant({ grantee: hospital.pendingDoctor }).call],
  ['to a suspended person', 'NOT_ACTIVE', 'grantee', () => grant({ grantee: hospital.suspendedDoctor }).call],
  [
    'to an unknown person',
    'NOT_FOUND',
    'person',
    () => grant({ grantee: { ...hospital.doctorA, name: encodeId('pseudonym', Buffer.alloc(16)) } }).call,
  ],
  [
    'of another patient’s report',
    'FORBIDDEN',
    'another patient',
    () => grant({ patient: hospital.anton }).call,
  ],
  ['of an unknown report', 'NOT_FOUND', 'report', () => grant({ reports: [newReportIds()] }).call],
  ['that ends when it starts', 'INVALID', 'before it starts', () => grant({ until: world.at(0) }).call],
  [
    'that ends before it starts',
    'INVALID',
    'before it starts',
    () => grant({ from: world.at(2 * day) }).call,
  ],
  [
    'that lasts a millisecond too long',
    'INVALID',
    'too long',
    () => grant({ until: world.at(365 * day + 1) }).call,
  ],
  ['that ends now', 'EXPIRED', 'ended', () => grant({ from: world.at(-day), until: world.at(0) }).call],
  ['for no purpose', 'INVALID', 'purposes', () => grant({}, { purposes: [] }).call],
  ['for a purpose twice', 'INVALID', 'purposes', () => grant({}, { purposes: ['TREAT', 'TREAT'] }).call],
  ['for an unknown permission', 'INVALID', 'permission', () => grant({}, { permission: 'erase' }).call],
  [
    'with the same report twice',
    'INVALID',
    'scope',
    () => grant({ reports: [hospital.report, hospital.report] }).call,
  ],
  [
    'with a wrap for another holder',
    'INVALID',
    'grantee',
    () => withWraps(grant(), (wrap) => ({ ...wrap, holder: hospital.doctorB.name })),
  ],
  [
    'with a wrap under another consent',
    'INVALID',
    'grantee',
    () => withWraps(grant(), (wrap) => ({ ...wrap, basis: hospital.consent })),
  ],
  [
    'with a wrap under no consent',
    'INVALID',
    'grantee',
    () => withWraps(grant(), (wrap) => ({ ...wrap, basis: 'own' })),
  ],
  [
    'with a wrap to another key version',
    'INVALID',
    'grantee',
    () => withWraps(grant(), (wrap) => ({ ...wrap, keyVersion: 2 })),
  ],
  [
    'with a wrap of another version',
    'INVALID',
    'accepted version',
    () => withWraps(grant(), (wrap) => ({ ...wrap, ...newReportIdsOfVersion() })),
  ],
  ['with a version wrapped twice', 'INVALID', 'accepted version', () => wrappedTwice(grant())],
];

function wrappedTwice({ call, wraps }: ReturnType<typeof grant>): Call {
  return { ...call, attachments: { wraps: { wraps: [...wraps, ...wraps] } } };
}

function newReportIdsOfVersion() {
  return { versionId: newReportIds().versionId };
}

describe('GrantConsent', () => {
  test.each(refusals)('refuses a consent %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test('accepts the longest period, a period that began earlier, and a patient as grantee', async () => {
    expectDone(await world.try(grant({ until: world.at(365 * day) }).call));
    expectDone(await world.try(grant({ from: world.at(-day), until: world.at(1) }).call));
    expectDone(await world.try(grant({ grantee: hospital.anton }).call));
  });

  test(
    'requires a wrap for every report in scope, and no more than fit into a transaction',
    aside(async () => {
      const { alice, report } = hospital;
      const reports = [report, await upload(world, alice)];
      const { call, wraps } = grant({ reports });
      expectDone(await world.try(call));
      expectDone(await world.try({ ...call, attachments: { wraps: { wraps: wraps.toReversed() } } }));
      expectRefusal(
        await world.try({ ...call, attachments: { wraps: { wraps: wraps.slice(1) } } }),
        'INVALID',
        'has no wrap',
      );
      const many = Array.from({ length: maxWraps + 1 }, () => wraps[0]);
      expectRefusal(
        await world.try({ ...call, attachments: { wraps: { wraps: many } } }),
        'INVALID',
        'too many',
      );
    }),
  );

  test(
    'embeds the statement, so that anyone who may see the consent can check the signature in the block',
    aside(async () => {
      const { consentId, call } = grant();
      await world.do(call);
      const consent = answerOf(await world.read('ReadConsent', hospital.alice, consentId));
      const { proposal } = world.history.at(-1) ?? {};
      const statement: unknown = JSON.parse(
        Buffer.from(proposal?.transient.get('statement') ?? '').toString(),
      );
      expect(consent).toMatchObject({
        state: 'active',
        made: { function: 'GrantConsent', tx: proposal?.txId, statement },
      });
      expect(consent).not.toHaveProperty('changed');
    }),
  );
});

describe('RevokeConsent', () => {
  test(
    'ends the consent and purges its wraps, even after it has expired',
    aside(async () => {
      const { alice, report, consent } = hospital;
      const { writes } = await world.do(revoking(alice, consent));
      expect(writes.map(({ collection, value }) => [collection, value === undefined])).toEqual([
        ['care', false],
        ['envelopes', true],
      ]);
      const record = answerOf(await world.read('ReadConsent', hospital.doctorB, consent));
      expect(record).toMatchObject({
        state: 'revoked',
        made: { function: 'GrantConsent' },
        changed: { function: 'RevokeConsent' },
      });
      expectRefusal(
        await world.read('ReadVersion', hospital.doctorB, report.versionId, consent),
        'NOT_FOUND',
      );
    }),
  );

  test(
    'does not remove another consent’s wrap',
    aside(async () => {
      const { alice, doctorB, report, consent } = hospital;
      const second = grant({ grantee: doctorB });
      await world.do(second.call);
      await world.do(revoking(alice, consent));
      answerOf(await world.read('ReadVersion', doctorB, report.versionId, second.consentId));
      answerOf(await world.read('ReadVersion', alice, report.versionId, 'own'));
    }),
  );

  test('is refused to other patients and for unknown consents', async () => {
    expectRefusal(await world.try(revoking(hospital.anton, hospital.consent)), 'FORBIDDEN');
    const unknown = factId('consent', { function: 'GrantConsent', actor: 'nobody', salt: '' });
    expectRefusal(await world.try(revoking(hospital.alice, unknown)), 'NOT_FOUND');
  });
});

describe('ReadConsent', () => {
  test('answers patient, grantee and services', async () => {
    for (const reader of [hospital.alice, hospital.doctorB, world.services.Regulator]) {
      expect(answerOf(await world.read('ReadConsent', reader, hospital.consent))).toMatchObject({
        patient: hospital.alice.name,
      });
    }
  });

  test('refuses everyone else', async () => {
    const { anton, doctorA, registrarA, auditorA } = hospital;
    for (const reader of [anton, doctorA, registrarA, auditorA, world.operators.HospitalA]) {
      expectRefusal(await world.read('ReadConsent', reader, hospital.consent), 'FORBIDDEN');
    }
  });
});
