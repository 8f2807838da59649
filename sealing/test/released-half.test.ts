import { sealedHalfSchema } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { CannotOpenError, SpoiledShareError } from '../src/primitives/errors.js';
import { openReleasedHalf, resealHalf } from '../src/halves/released-half.js';
import { newHalves } from '../src/halves/report-key.js';
import { wrapHalf } from '../src/halves/wraps.js';
import { idOf, ids, otherIds } from './fixtures.js';
import { manifestOf } from './manifests.js';
import { newKeyHolder } from './recipients.js';

const halves = newHalves();
const { patientHalf } = halves;
const manifest = manifestOf(halves);
const reader = newKeyHolder();
const release = { ids, mspId: 'HospitalBMSP', disclosureId: idOf('disclosure', 7) };

const seal = (half = patientHalf) => resealHalf({ ...release, half, readerPublicKey: reader.publicKey });

describe('a released half', async () => {
  const half = await seal();
  const opening = { ...release, half, seed: reader.seed, manifest };

  test('opens for the reader of the disclosure and matches the schema of the agent’s answer', async () => {
    expect(sealedHalfSchema.parse(half)).toBe(half);
    expect(await openReleasedHalf(opening)).toEqual(new Uint8Array(patientHalf));
  });

  test.each([
    ['organization', { mspId: 'HospitalAMSP' }],
    ['disclosure', { disclosureId: idOf('disclosure', 8) }],
    ['reader', { seed: newKeyHolder().seed }],
  ])('does not open for another %s', async (_name, change) => {
    await expect(openReleasedHalf({ ...opening, ...change })).rejects.toThrow(CannotOpenError);
  });

  test('does not open in another record, with that record’s manifest or its own', async () => {
    for (const other of otherIds) {
      const there = { ...opening, ids: other };
      await expect(openReleasedHalf(there)).rejects.toMatchObject({ reason: 'ids' });
      await expect(openReleasedHalf({ ...there, manifest: manifestOf(halves, other) })).rejects.toThrow(
        CannotOpenError,
      );
    }
  });

  test('other than the committed one names the organization that sent it', async () => {
    const spoiled = await seal(newHalves().patientHalf);
    const failure = await openReleasedHalf({ ...opening, half: spoiled }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SpoiledShareError);
    expect(failure).toMatchObject({ mspIds: ['HospitalBMSP'] });
  });

  test('is not one of the organization’s wraps', async () => {
    const basis = idOf('consent', 5);
    const wrap = await wrapHalf({
      holder: 'HospitalBMSP',
      basis,
      keyVersion: 1,
      ...reader,
      half: patientHalf,
      ids,
    });
    await expect(openReleasedHalf({ ...opening, half: wrap.sealed })).rejects.toThrow(CannotOpenError);
  });
});
