import { wrapSchema, type Wrap } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { newHalves } from '../src/halves/report-key.js';
import { openCommittedWrap, openWrap, wrapHalf } from '../src/halves/wraps.js';
import { idOf, ids, otherIds } from './fixtures.js';
import { manifestOf } from './manifests.js';
import { newKeyHolder, newPatient } from './recipients.js';

const halves = newHalves();
const half = halves.patientHalf;
const manifest = manifestOf(halves);
const patient = newPatient();
const { seed } = patient;

describe('a wrap', async () => {
  const wrap = await wrapHalf({ ...patient, half, ids });

  test('opens for its holder and matches the ledger’s schema', async () => {
    expect(wrapSchema.parse(wrap)).toEqual(wrap);
    expect(await openWrap({ wrap, seed, ids, manifest })).toEqual(new Uint8Array(half));
  });

  test.each<[string, Partial<Wrap>]>([
    ['holder', { holder: idOf('pseudonym', 4) }],
    ['basis', { basis: 'author' }],
    ['consent', { basis: idOf('consent', 5) }],
    ['key version', { keyVersion: 2 }],
    ['version', { versionId: idOf('version', 9) }],
  ])('does not open with another %s written on it', async (_name, change) => {
    await expect(openWrap({ wrap: { ...wrap, ...change }, seed, ids, manifest })).rejects.toThrow(
      CannotOpenError,
    );
  });

  test('does not open when copied into another record, with that record’s manifest or its own', async () => {
    for (const other of otherIds) {
      const copied = { ...wrap, versionId: other.versionId };
      const there = manifestOf(halves, other);
      await expect(openWrap({ wrap: copied, seed, ids: other, manifest: there })).rejects.toThrow(
        CannotOpenError,
      );
      await expect(openWrap({ wrap: copied, seed, ids: other, manifest })).rejects.toThrow(CannotOpenError);
    }
  });

  test('does not open with another seed', async () => {
    await expect(openWrap({ wrap, seed: newKeyHolder().seed, ids, manifest })).rejects.toThrow(
      CannotOpenError,
    );
  });

  test('of another half is detected by the commitment', async () => {
    const bad = await wrapHalf({ ...patient, half: newHalves().patientHalf, ids });
    await expect(openWrap({ wrap: bad, seed, ids, manifest })).rejects.toMatchObject({
      reason: 'commitment',
    });
  });
});

describe('a wrap for an organization', async () => {
  const agent = newKeyHolder();
  const basis = idOf('consent', 5);
  const wrap = await wrapHalf({ holder: 'HospitalBMSP', basis, keyVersion: 2, ...agent, half, ids });
  const commitment = manifest.patientHalfCommitment;

  test('opens for its key agent with only the ids and the commitment', async () => {
    expect(wrapSchema.parse(wrap)).toEqual(wrap);
    const opened = await openCommittedWrap({ wrap, seed: agent.seed, ids, commitment });
    expect(opened).toEqual(new Uint8Array(half));
  });

  test.each<[string, Partial<Wrap>]>([
    ['organization', { holder: 'HospitalAMSP' }],
    ['consent', { basis: idOf('consent', 6) }],
    ['key version', { keyVersion: 1 }],
    ['version', { versionId: idOf('version', 9) }],
  ])('does not open with another %s written on it', async (_name, change) => {
    const altered = { wrap: { ...wrap, ...change }, seed: agent.seed, ids, commitment };
    await expect(openCommittedWrap(altered)).rejects.toThrow(CannotOpenError);
  });

  test('does not open under other ids or against another commitment', async () => {
    for (const other of otherIds) {
      const copied = {
        wrap: { ...wrap, versionId: other.versionId },
        seed: agent.seed,
        ids: other,
        commitment,
      };
      await expect(openCommittedWrap(copied)).rejects.toThrow(CannotOpenError);
    }
    const foreign = manifestOf(newHalves()).patientHalfCommitment;
    await expect(
      openCommittedWrap({ wrap, seed: agent.seed, ids, commitment: foreign }),
    ).rejects.toMatchObject({
      reason: 'commitment',
    });
  });
});
