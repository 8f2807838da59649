import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  boundIdsSchema,
  disclosureIdSchema,
  envelopeSchema,
  releasedShareSchema,
  sealedHalfSchema,
  sealedReasonSchema,
  shareSetSchema,
  wrapSchema,
} from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openCatalogue, openEnvelope, openReportKey } from '../src/report/envelope.js';
import { kemPublicKey } from '../src/primitives/hpke.js';
import { openReason } from '../src/report/reasons.js';
import { openReleasedHalf } from '../src/halves/released-half.js';
import { openReport } from '../src/report/report-stream.js';
import { openBox, passwordKey } from '../src/primitives/sealed-box.js';
import { combineShares } from '../src/halves/share-combining.js';
import { openReleasedShare, openShare } from '../src/halves/share-sets.js';
import { signaturePublicKey, verifyAct } from '../src/primitives/signatures.js';
import { openCommittedWrap, openWrap } from '../src/halves/wraps.js';
import { through } from './streams.js';

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const keyHolder = { seed: bytes, publicKeySha256: z.string() };

/** The content of docs/formats/vectors: the formats must not change without a new suite. */
const vectors = z
  .object({
    ids: boundIdsSchema,
    patientHalf: bytes,
    ledgerHalf: bytes,
    dataKey: bytes,
    plaintext: bytes,
    ciphertext: bytes,
    envelope: envelopeSchema,
    organizations: z.array(z.object({ mspId: z.string(), keyVersion: z.int(), ...keyHolder })).length(3),
    shareSets: z.array(shareSetSchema).length(2),
    ledgerShares: z.array(bytes).length(3),
    holders: z.array(z.object({ holder: z.string(), keyVersion: z.int(), ...keyHolder })).length(3),
    wraps: z.array(wrapSchema).length(3),
    organizationWrap: wrapSchema,
    organizationHalf: sealedHalfSchema,
    reason: sealedReasonSchema,
    reasonText: z.string(),
    disclosureId: disclosureIdSchema,
    released: z.array(releasedShareSchema).length(3),
    act: z.object({ ...keyHolder, context: z.string(), message: bytes, signature: bytes }),
    box: z.object({
      password: z.string(),
      salt: bytes,
      pepper: bytes,
      key: bytes,
      aad: bytes,
      sealed: bytes,
      plaintext: bytes,
    }),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../docs/formats/vectors/medseal-1.json', import.meta.url), 'utf8')),
  );

const { ids, envelope, ledgerHalf, patientHalf } = vectors;
const { manifest } = envelope;
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('the committed vectors', () => {
  test('hold the public keys of their seeds', () => {
    for (const { seed, publicKeySha256 } of [...vectors.organizations, ...vectors.holders]) {
      expect(sha256(kemPublicKey(seed))).toBe(publicKeySha256);
    }
  });

  test('open: report', async () => {
    const dataKey = openReportKey({ ids, manifest, patientHalf, ledgerHalf });
    expect(dataKey).toEqual(vectors.dataKey);
    const { plaintextSha256 } = openCatalogue({ ids, envelope, patientHalf });
    const opening = openReport({ ids, dataKey, manifest, plaintextSha256 });
    const { output, error } = await through(vectors.ciphertext, opening);
    expect(error).toBeUndefined();
    expect(new Uint8Array(output)).toEqual(vectors.plaintext);
  });

  test.each([0, 1, 2])('open: wrap %i, and with it the metadata', async (index) => {
    const wrap = vectors.wraps[index] ?? expect.fail();
    const seed = vectors.holders[index]?.seed ?? expect.fail();
    expect(await openWrap({ wrap, seed, ids, manifest })).toEqual(patientHalf);
    const { metadata } = await openEnvelope({ ids, envelope, wrap, seed });
    expect(metadata).toEqual(openCatalogue({ ids, envelope, patientHalf }));
    expect(metadata).toMatchObject({ title: 'Röntgen, linker Fuß', plaintextSize: vectors.plaintext.length });
  });

  test.each([0, 1])('open: share set %i', async (which) => {
    const set = vectors.shareSets[which] ?? expect.fail();
    const { kind, generation, threshold } = set;
    const shares = await Promise.all(
      set.shares.map(async (held, index) => {
        const seed = vectors.organizations[index]?.seed ?? expect.fail();
        return { mspId: held.mspId, share: await openShare({ ids, kind, generation, held, seed }) };
      }),
    );
    if (kind === 'ledger') expect(shares.map(({ share }) => share)).toEqual(vectors.ledgerShares);
    const half = await combineShares({ manifest, kind, threshold, shares });
    expect(half).toEqual(kind === 'ledger' ? ledgerHalf : patientHalf);
  });

  test('open: shares released to the third holder', async () => {
    const seed = vectors.holders[2]?.seed ?? expect.fail();
    for (const [index, released] of vectors.released.entries()) {
      const holder = vectors.shareSets[0]?.shares[index] ?? expect.fail();
      const { disclosureId } = vectors;
      const opened = await openReleasedShare({ released, holder, seed, ids, disclosureId });
      expect(opened.share).toEqual(vectors.ledgerShares[index]);
    }
  });

  test('open: an organization’s wrap, and the half released from it to the third holder', async () => {
    const { organizationWrap: wrap, organizationHalf, disclosureId } = vectors;
    const agent = vectors.organizations[1]?.seed ?? expect.fail();
    const commitment = manifest.patientHalfCommitment;
    expect(await openCommittedWrap({ wrap, seed: agent, ids, commitment })).toEqual(patientHalf);
    const seed = vectors.holders[2]?.seed ?? expect.fail();
    const released = { half: organizationHalf, mspId: wrap.holder, seed, ids, disclosureId, manifest };
    expect(await openReleasedHalf(released)).toEqual(patientHalf);
  });

  test('open: reason', async () => {
    const seed = vectors.holders[1]?.seed ?? expect.fail();
    expect(await openReason({ reason: vectors.reason, seed, ids })).toBe(vectors.reasonText);
  });

  test('verify: act', () => {
    const { seed, publicKeySha256, ...act } = vectors.act;
    const publicKey = signaturePublicKey(seed);
    expect(sha256(publicKey)).toBe(publicKeySha256);
    expect(verifyAct({ ...act, publicKey })).toBe(true);
  });

  test('open: box under a password', async () => {
    const { box } = vectors;
    const key = await passwordKey(box);
    expect(new Uint8Array(key)).toEqual(box.key);
    expect(new Uint8Array(openBox({ ...box, key }))).toEqual(box.plaintext);
  });
});
