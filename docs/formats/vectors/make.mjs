/* Makes medseal-1.json beside this file: `npx tsc -b && node docs/formats/vectors/make.mjs`. Seeds are fixed, sealing is random. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { encodeId, suite } from '@medseal/ledger-model';
import {
  dataKey,
  kemPublicKey,
  openReport,
  openShare,
  passwordKey,
  resealHalf,
  resealShare,
  sealBox,
  sealEnvelope,
  sealReason,
  sealReport,
  signAct,
  signaturePublicKey,
  wrapHalf,
} from '@medseal/sealing';

const filled = (byte, length = 32) => new Uint8Array(length).fill(byte);
const idOf = (kind, byte) => encodeId(kind, filled(byte, 16));
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const keysOf = (seed) => ({ seed, publicKey: kemPublicKey(seed) });
const written = ({ seed, publicKey, ...rest }) => ({
  ...rest,
  seed: base64(seed),
  publicKeySha256: createHash('sha256').update(publicKey).digest('hex'),
});

async function collect(stream, bytes) {
  stream.end(bytes);
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

const ids = {
  suite,
  channel: 'medseal',
  reportId: idOf('report', 1),
  versionId: idOf('version', 2),
  patient: idOf('pseudonym', 3),
};
const halves = { patientHalf: filled(0x50), ledgerHalf: filled(0x4c) };
const organizations = ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'].map((mspId, index) => ({
  mspId,
  keyVersion: index + 1,
  ...keysOf(filled(0xa0 + index)),
}));
const holders = [
  { holder: ids.patient, basis: 'own', keyVersion: 1, ...keysOf(filled(0xb0)) },
  { holder: idOf('pseudonym', 4), basis: 'author', keyVersion: 2, ...keysOf(filled(0xb1)) },
  { holder: idOf('pseudonym', 5), basis: idOf('consent', 6), keyVersion: 3, ...keysOf(filled(0xb2)) },
];

const plaintext = Buffer.from('%PDF-1.7 the smallest report of all');
const sealing = sealReport({ ids, halves });
const ciphertext = await collect(sealing.stream, plaintext);
const report = await sealing.result;
const { envelope, shareSets, wraps } = await sealEnvelope({
  ids,
  halves,
  report,
  description: { title: 'Röntgen, linker Fuß', fileName: 'foot.pdf', mediaType: 'application/pdf' },
  ledgerHolders: organizations,
  emergencyHolders: organizations,
  wraps: holders,
});

const reader = holders[2];
const disclosureId = idOf('disclosure', 7);
const openedShares = await Promise.all(
  shareSets[0].shares.map((held, index) =>
    openShare({ ids, kind: 'ledger', generation: 1, held, seed: organizations[index].seed }),
  ),
);
const released = await Promise.all(
  openedShares.map((share, index) =>
    resealShare({
      ids,
      kind: 'ledger',
      generation: 1,
      mspId: organizations[index].mspId,
      share,
      disclosureId,
      readerPublicKey: reader.publicKey,
    }),
  ),
);

const organization = organizations[1];
const organizationWrap = await wrapHalf({
  ids,
  half: halves.patientHalf,
  holder: organization.mspId,
  basis: reader.basis,
  keyVersion: 1,
  publicKey: organization.publicKey,
});
const organizationHalf = await resealHalf({
  ids,
  mspId: organization.mspId,
  disclosureId,
  half: halves.patientHalf,
  readerPublicKey: reader.publicKey,
});
const reasonText = 'Das ist nicht mein Fuß.\nBitte prüfen.';
const reason = await sealReason({ ...holders[1], text: reasonText, ids });

const signer = { seed: filled(0xc0), context: 'medseal/GrantConsent/v1', message: Buffer.from('["an act"]') };
const box = { password: 'Grüße, Welt', salt: filled(0xd0, 16), pepper: filled(0xd1, 16) };
const boxKey = await passwordKey(box);
const check = await collect(openReport({ ids, dataKey: dataKey({ ...halves, ids }), manifest: envelope.manifest }), ciphertext);
if (!check.equals(plaintext)) throw new Error('the vectors do not open');

const vectors = {
  ids,
  patientHalf: base64(halves.patientHalf),
  ledgerHalf: base64(halves.ledgerHalf),
  dataKey: base64(dataKey({ ...halves, ids })),
  plaintext: base64(plaintext),
  ciphertext: base64(ciphertext),
  envelope,
  organizations: organizations.map(written),
  shareSets,
  ledgerShares: openedShares.map(base64),
  holders: holders.map(written),
  wraps,
  organizationWrap,
  organizationHalf,
  reason,
  reasonText,
  disclosureId,
  released,
  act: {
    seed: base64(signer.seed),
    publicKeySha256: createHash('sha256').update(signaturePublicKey(signer.seed)).digest('hex'),
    context: signer.context,
    message: base64(signer.message),
    signature: base64(signAct(signer)),
  },
  box: {
    password: box.password,
    salt: base64(box.salt),
    pepper: base64(box.pepper),
    key: base64(boxKey),
    aad: base64(Buffer.from('what it is')),
    sealed: base64(sealBox({ key: boxKey, aad: Buffer.from('what it is'), plaintext: Buffer.from('a secret') })),
    plaintext: base64(Buffer.from('a secret')),
  },
};
writeFileSync(new URL('./medseal-1.json', import.meta.url), `${JSON.stringify(vectors, undefined, 1)}\n`);
