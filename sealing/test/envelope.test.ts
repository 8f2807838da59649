import { type Digest, digestOf, envelopeSchema } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { openCatalogue, openEnvelope, openReportKey, sealEnvelope } from '../src/report/envelope.js';
import { CannotOpenError } from '../src/primitives/errors.js';
import { newHalves } from '../src/halves/report-key.js';
import { openReport, sealReport } from '../src/report/report-stream.js';
import { combineShares } from '../src/halves/share-combining.js';
import { openReleasedShare, openShare, resealShare } from '../src/halves/share-sets.js';
import { countingBytes, idOf, ids, otherIds } from './fixtures.js';
import { newKeyHolder, newOrganizations, newPatient } from './recipients.js';
import { through } from './streams.js';

const organizations = newOrganizations(3);
const patient = newPatient();
const author = { ...newPatient(), holder: idOf('pseudonym', 8), basis: 'author' as const };
const disclosureId = idOf('disclosure', 6);
const plaintext = countingBytes(100_000);
const description = { title: 'Blood count', fileName: 'blood.pdf', mediaType: 'application/pdf' };

async function sealAll(lie: { plaintextSize?: number; plaintextSha256?: Digest } = {}) {
  const halves = newHalves();
  const sealing = sealReport({ ids, halves });
  const { output } = await through(plaintext, sealing.stream);
  const report = { ...(await sealing.result), ...lie };
  const holders = { ledgerHolders: organizations, emergencyHolders: organizations };
  const sealed = await sealEnvelope({
    ids,
    halves,
    report,
    description,
    ...holders,
    wraps: [patient, author],
  });
  return { halves, output, ...sealed };
}

describe('an envelope', async () => {
  const { halves, output, envelope, shareSets, wraps } = await sealAll();
  const [own, authors] = wraps;
  if (own === undefined || authors === undefined) throw new Error('two wraps were asked for');

  test('matches the ledger’s schema and holds both share sets', () => {
    expect(envelopeSchema.parse(envelope)).toEqual(envelope);
    expect(shareSets.map(({ kind }) => kind)).toEqual(['ledger', 'emergency']);
  });

  test('has no emergency shares if the patient did not ask for them', async () => {
    const sealing = sealReport({ ids, halves });
    await through(plaintext, sealing.stream);
    const report = await sealing.result;
    const sealed = await sealEnvelope({
      ids,
      halves,
      report,
      description,
      ledgerHolders: organizations,
      wraps: [patient],
    });
    expect(sealed.shareSets.map(({ kind }) => kind)).toEqual(['ledger']);
  });

  test('leads a reader from their wrap and two released shares to the report', async () => {
    const [set] = shareSets;
    if (set === undefined) throw new Error('a ledger share set was asked for');
    const name = { ids, kind: set.kind, generation: set.generation };
    const shares = [];
    for (const index of [2, 0]) {
      const organization = organizations[index] ?? expect.fail();
      const held = set.shares[index] ?? expect.fail();
      const share = await openShare({ ...name, held, seed: organization.seed });
      const { mspId } = held;
      const released = await resealShare({
        ...name,
        mspId,
        share,
        disclosureId,
        readerPublicKey: author.publicKey,
      });
      shares.push(await openReleasedShare({ released, holder: held, seed: author.seed, ids, disclosureId }));
    }
    const { manifest } = envelope;
    const ledgerHalf = await combineShares({ manifest, kind: 'ledger', threshold: set.threshold, shares });
    const { patientHalf, metadata } = await openEnvelope({ ids, envelope, wrap: authors, seed: author.seed });
    expect(metadata).toMatchObject({ ...description, plaintextSize: plaintext.length });
    const dataKey = openReportKey({ ids, manifest, patientHalf, ledgerHalf });
    const { plaintextSha256 } = metadata;
    const opened = await through(output, openReport({ ids, dataKey, manifest, plaintextSha256 }));
    expect(opened.error).toBeUndefined();
    expect(opened.output.equals(plaintext)).toBe(true);
  });

  test('does not open for anyone else', async () => {
    await expect(openEnvelope({ ids, envelope, wrap: own, seed: author.seed })).rejects.toThrow(
      CannotOpenError,
    );
    await expect(openEnvelope({ ids, envelope, wrap: own, seed: newKeyHolder().seed })).rejects.toThrow(
      CannotOpenError,
    );
  });

  test('does not open in another record', async () => {
    for (const other of otherIds) {
      const copied = { ...envelope, manifest: { ...envelope.manifest, ...other } };
      const wrap = { ...own, versionId: other.versionId };
      const asked = { ids: other, wrap, seed: patient.seed };
      await expect(openEnvelope({ ...asked, envelope })).rejects.toThrow(CannotOpenError);
      await expect(openEnvelope({ ...asked, envelope: copied })).rejects.toThrow(CannotOpenError);
      expect(() => openReportKey({ ids: other, manifest: copied.manifest, ...halves })).toThrow(
        CannotOpenError,
      );
      expect(() => openReportKey({ ids: other, manifest: envelope.manifest, ...halves })).toThrow(
        CannotOpenError,
      );
    }
  });

  test('does not open with another envelope’s metadata', async () => {
    const other = await sealAll();
    const mixed = { ...envelope, sealedMetadata: other.envelope.sealedMetadata };
    const { patientHalf } = halves;
    expect(() => openCatalogue({ ids, envelope: mixed, patientHalf })).toThrow(CannotOpenError);
    expect(openCatalogue({ ids, envelope, patientHalf }).title).toBe('Blood count');
  });

  test.each([plaintext.length - 1, plaintext.length + 1, 0, 2 ** 50])(
    'does not open if its author states another size: %i',
    async (plaintextSize) => {
      const lying = await sealAll({ plaintextSize });
      const { patientHalf } = lying.halves;
      const asked = { ids, envelope: lying.envelope };
      expect(() => openCatalogue({ ...asked, patientHalf })).toThrow(new CannotOpenError('length'));
      const wrap = lying.wraps[0] ?? expect.fail();
      await expect(openEnvelope({ ...asked, wrap, seed: patient.seed })).rejects.toThrow(CannotOpenError);
    },
  );

  test('holds back the last bytes of a report if its author states another digest', async () => {
    const lying = await sealAll({ plaintextSha256: digestOf('something else') });
    const { manifest } = lying.envelope;
    const { plaintextSha256 } = openCatalogue({ ids, envelope: lying.envelope, ...lying.halves });
    const dataKey = openReportKey({ ids, manifest, ...lying.halves });
    const opened = await through(lying.output, openReport({ ids, dataKey, manifest, plaintextSha256 }));
    expect(opened.error).toMatchObject({ reason: 'content' });
    expect(opened.output.length).toBeLessThan(plaintext.length);
  });

  test('gives no key for halves without a commitment', () => {
    const { manifest } = envelope;
    const swapped = { patientHalf: halves.ledgerHalf, ledgerHalf: halves.patientHalf };
    for (const bad of [
      { ...halves, patientHalf: newHalves().patientHalf },
      { ...halves, ledgerHalf: newHalves().ledgerHalf },
      swapped,
    ]) {
      expect(() => openReportKey({ ids, manifest, ...bad })).toThrow(CannotOpenError);
    }
  });
});
