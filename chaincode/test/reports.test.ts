import { digestOf, digestOfJson, type Manifest, type ShareSet } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import {
  agentKey,
  channel,
  newShareSet,
  newUpload,
  newWrap,
  proposing,
  publishing,
  type Upload,
} from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { openHospital } from './support/world.js';

const hospital = await openHospital();
const { world } = hospital;

/** Tries a changed upload of Alice's. */
async function attempt(change: (upload: Upload) => Partial<Upload>) {
  const upload = newUpload(hospital.alice);
  return await world.try(proposing(hospital.alice, { ...upload, ...change(upload) }));
}

function withManifest(upload: Upload, changes: Partial<Manifest>): Partial<Upload> {
  const manifest = { ...upload.envelope.manifest, ...changes };
  return {
    envelope: { ...upload.envelope, manifest },
    statement: { ...upload.statement, manifest: digestOfJson(manifest) },
  };
}

/** Both share sets, each changed. */
function withSets(change: (set: ShareSet) => ShareSet): Partial<Upload> {
  return { sets: [change(newShareSet('ledger')), newShareSet('emergency')] };
}

const changes: readonly (readonly [string, string, (upload: Upload) => Partial<Upload>])[] = [
  [
    'a store of another hospital',
    'store',
    ({ statement }) => ({
      statement: { ...statement, location: { mspId: 'HospitalBMSP', objectKey: `ab/${'0'.repeat(32)}` } },
    }),
  ],
  [
    'a manifest with another digest',
    'digest',
    ({ statement }) => ({ statement: { ...statement, manifest: digestOf('') } }),
  ],
  ['a manifest for another channel', 'bound', (upload) => withManifest(upload, { channel: 'other' })],
  [
    'a manifest for another report',
    'bound',
    (upload) => withManifest(upload, { reportId: hospital.report.reportId }),
  ],
  [
    'a manifest for another version',
    'bound',
    (upload) => withManifest(upload, { versionId: hospital.report.versionId }),
  ],
  [
    'a manifest for another patient',
    'bound',
    (upload) => withManifest(upload, { patient: hospital.anton.name }),
  ],
  [
    'other sealed metadata',
    'metadata',
    (upload) => withManifest(upload, { sealedMetadataSha256: digestOf('') }),
  ],
  ['no ledger shares', 'share sets', () => ({ sets: [newShareSet('emergency')] })],
  [
    'no emergency shares although the patient deposits them',
    'share sets',
    () => ({ sets: [newShareSet('ledger')] }),
  ],
  ['ledger shares twice', 'share sets', () => ({ sets: [newShareSet('ledger'), newShareSet('ledger')] })],
  [
    'share sets in another order',
    'share sets',
    () => ({ sets: [newShareSet('emergency'), newShareSet('ledger')] }),
  ],
  ['a later generation', 'generation', () => withSets((set) => ({ ...set, generation: 2 }))],
  ['a threshold below the majority', 'threshold', () => withSets((set) => ({ ...set, threshold: 1 }))],
  ['a threshold above the majority', 'threshold', () => withSets((set) => ({ ...set, threshold: 3 }))],
  ['one share too few', 'holders', () => withSets((set) => ({ ...set, shares: set.shares.slice(1) }))],
  [
    'holders in another order',
    'holders',
    () => withSets((set) => ({ ...set, shares: set.shares.toReversed() })),
  ],
  [
    'a holder outside the consortium',
    'holders',
    () =>
      withSets((set) => ({
        ...set,
        shares: set.shares.map((share) => ({ ...share, mspId: 'StrangerMSP' })),
      })),
  ],
  [
    'a key version that is not the active one',
    'holders',
    () => withSets((set) => ({ ...set, shares: set.shares.map((share) => ({ ...share, keyVersion: 2 })) })),
  ],
  [
    'a wrap for someone else',
    'own',
    ({ ids }) => ({ wraps: [newWrap({ ...ids, holder: hospital.doctorA.name, basis: 'own' })] }),
  ],
  [
    'a wrap under another basis',
    'no grantee',
    ({ ids }) => ({ wraps: [newWrap({ ...ids, holder: hospital.alice.name, basis: 'author' })] }),
  ],
  [
    'a wrap of another version',
    'own',
    () => ({ wraps: [newWrap({ ...hospital.report, holder: hospital.alice.name, basis: 'own' })] }),
  ],
  [
    'a wrap to another key version',
    'own',
    ({ wraps }) => ({ wraps: wraps.map((wrap) => ({ ...wrap, keyVersion: 2 })) }),
  ],
  ['two wraps', 'own', ({ wraps }) => ({ wraps: [...wraps, ...wraps] })],
];

describe('ProposeReport', () => {
  test.each(changes)('refuses %s', async (_, text, change) => {
    expectRefusal(await attempt(change), 'INVALID', text);
  });

  test('refuses another patient’s record', async () => {
    const upload = newUpload(hospital.anton);
    expectRefusal(await world.try(proposing(hospital.alice, upload)), 'FORBIDDEN', 'own record');
  });

  test('accepts no emergency shares from a patient who deposits none', async () => {
    const { anton } = hospital;
    expectDone(await world.try(proposing(anton, newUpload(anton, ['ledger']))));
    expectRefusal(await world.try(proposing(anton, newUpload(anton))), 'INVALID', 'share sets');
  });

  test('refuses the id of a version or of a report that exists', async () => {
    const { alice, report } = hospital;
    for (const ids of [{ reportId: report.reportId }, { versionId: report.versionId }]) {
      const upload = newUpload(alice);
      const both = { ...upload.ids, ...ids };
      const { envelope, statement } = withManifest(upload, both) as Pick<Upload, 'envelope' | 'statement'>;
      const wraps = [newWrap({ ...both, holder: alice.name, basis: 'own' })];
      const call = proposing(alice, { ...upload, envelope, statement: { ...statement, ...ids }, wraps });
      expectRefusal(await world.try(call), 'CONFLICT');
    }
  });

  test('requires shares sealed to the active keys after one was replaced', async () => {
    await world.aside(async () => {
      const keys = [
        ...world.agentKeys.HospitalB.map((key) =>
          key.use === 'ledger' ? { ...key, state: 'retired' as const } : key,
        ),
        agentKey('ledger', 2),
      ];
      await world.do(publishing(world.operators.HospitalB, keys));
      expectRefusal(await attempt(() => ({})), 'INVALID', 'holders');
      const fresh = newShareSet('ledger');
      const shares = fresh.shares.map((share) => ({
        ...share,
        keyVersion: share.mspId === 'HospitalBMSP' ? 2 : 1,
      }));
      expectDone(await attempt(() => ({ sets: [{ ...fresh, shares }, newShareSet('emergency')] })));
    });
  });

  test('writes location, hash and manifest in public, and everything else in private', async () => {
    const upload = newUpload(hospital.alice);
    const { writes } = await world.try(proposing(hospital.alice, upload));
    const counts = Object.groupBy(writes, ({ collection }) => collection);
    const sizes = Object.fromEntries(Object.entries(counts).map(([name, list]) => [name, list?.length]));
    expect(sizes).toEqual({ '': 1, care: 2, envelopes: 1 + 2 + 6 + 1 });
    const [version] = counts[''] ?? [];
    expect(JSON.parse(Buffer.from(version?.value ?? '').toString())).toEqual({
      v: 1,
      by: hospital.alice.name,
      at: world.at(0),
      tx: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      versionId: upload.ids.versionId,
      locations: [upload.statement['location']],
      ciphertextSha256: upload.envelope.manifest.ciphertextSha256,
      suite: 'medseal-1',
      manifest: digestOfJson(upload.envelope.manifest),
      state: 'accepted',
    });
  });
});

describe('ReadReport and ReadVersion', () => {
  test('show the patient the class, the versions and their own wrap', async () => {
    const { alice, report } = hospital;
    expect(answerOf(await world.read('ReadReport', alice, report.reportId))).toMatchObject({
      class: 'imaging',
      state: 'active',
      versions: [{ versionId: report.versionId, number: 1, relation: 'original' }],
    });
    const version = answerOf(await world.read('ReadVersion', alice, report.versionId, 'own'));
    expect(version).toMatchObject({
      ids: { suite: 'medseal-1', channel, ...report, patient: alice.name },
      wrap: { holder: alice.name, basis: 'own', keyVersion: 1 },
      ledgerShares: { generation: 1, threshold: 2, holders: [{ mspId: 'HospitalAMSP' }, {}, {}] },
    });
    expect(JSON.stringify(version['ledgerShares'])).not.toContain('sealed');
  });

  test('show the grantee the wrap of the consent while the consent is live', async () => {
    const { doctorB, report, consent } = hospital;
    const version = answerOf(await world.read('ReadVersion', doctorB, report.versionId, consent));
    expect(version).toMatchObject({ wrap: { holder: doctorB.name, basis: consent } });
    await world.aside(async () => {
      world.later(7 * 24 * 3_600_000 - 1);
      const late = await world.issuers.identity('HospitalBMSP', 'doctor', doctorB.name, { time: world.time });
      const reader = { ...doctorB, creator: late };
      answerOf(await world.read('ReadVersion', reader, report.versionId, consent));
      world.later(1);
      expectRefusal(await world.read('ReadVersion', reader, report.versionId, consent), 'EXPIRED');
    });
  });

  test('show no one another person’s wrap or report', async () => {
    const { alice, anton, doctorA, doctorB, auditorA, registrarA, report, consent } = hospital;
    for (const reader of [anton, doctorA, doctorB, auditorA]) {
      expectRefusal(await world.read('ReadVersion', reader, report.versionId, 'own'), 'FORBIDDEN');
      expectRefusal(await world.read('ReadReport', reader, report.reportId), 'FORBIDDEN');
    }
    for (const reader of [alice, doctorA, registrarA]) {
      expectRefusal(await world.read('ReadVersion', reader, report.versionId, consent), 'FORBIDDEN');
    }
    expectRefusal(
      await world.read('ReadVersion', world.services.HospitalA, report.versionId, 'own'),
      'FORBIDDEN',
    );
    expectRefusal(await world.read('ReadVersion', alice, report.versionId, 'author'), 'NOT_FOUND');
    expectRefusal(await world.read('ReadVersion', alice, report.versionId, 'all'), 'INVALID');
  });

  test('tell a service the state of a report', async () => {
    answerOf(await world.read('ReadReport', world.services.HospitalB, hospital.report.reportId));
  });
});
