import { accept, allowContributions, open, propose, reject } from './kit/api/care.js';
import { pdf, png } from './kit/files/documents.js';
import { inSeconds, type Person, problemOf, type Receipt } from './kit/api/gateway-client.js';
import type { Network } from './kit/network/network.js';
import { newDoctor } from './kit/api/people.js';
import { type Cast, expect, type Say } from './visit-parts.js';

/** A row of a list of reports. */
interface Row {
  readonly reportId: string;
  readonly title?: string;
  readonly state: string;
  readonly reason?: string;
}

/**
 * The doctor's update in the paper's six steps, with the patient's validation; then a consent to the whole record, with
 * somebody excluded.
 */
export async function visitUpdate(network: Network, cast: Cast, say: Say): Promise<void> {
  await permitDoctor(network, cast, say);
  await rejected(cast, say);
  const accepted = await validated(cast, say);
  await wholeRecord(network, { cast, accepted }, say);
}

async function permitDoctor(network: Network, { patient, drB }: Cast, say: Say): Promise<void> {
  const refusal = await problemOf(propose({ patient, doctor: drB }, pdf('echo.pdf', ['too early'])));
  expect(refusal.code === 'NOT_ASSIGNED', 'nobody adds to the record who is not assigned');
  say(`Dr. B tries to add a report to Asha’s record and is refused: ${refusal.code}.`);
  const registrar = await network.demoPerson('HospitalA', 'registrar');
  const basis = await allowContributions(registrar, { patient, doctor: drB });
  say('HospitalA’s registrar checks Asha’s identity and assigns Dr. B for a week;');
  say(`  Dr. B asks to contribute, Asha grants: assignment ${basis.assignment}, consent ${basis.consent}.`);
}

async function rejected({ patient, drB }: Cast, say: Say): Promise<void> {
  const receipt = await propose({ patient, doctor: drB }, pdf('echo.pdf', ['Ejection fraction 35 %']));
  expect(receipt.state === 'proposed', 'a doctor’s report waits for the patient');
  say(`Dr. B proposes echo.pdf; it waits for Asha: version ${receipt.versionId}, block ${receipt.block}.`);
  const reason = 'This is another patient’s measurement.';
  await reject(patient, receipt, reason);
  const mine = await drB.call<{ items: Row[] }>('GET', '/reports?filter=proposed');
  const row = mine.items.find(({ reportId }) => reportId === receipt.reportId);
  expect(row?.state === 'rejected' && row.reason === reason, 'the author alone reads why');
  say(`  Asha rejects it. Dr. B reads why (“${reason}”); envelope and keys are purged, the hash stays.`);
}

async function validated({ patient, drB }: Cast, say: Say): Promise<Receipt> {
  const receipt = await propose({ patient, doctor: drB }, png('ecg.png'));
  const disclosureId = await open(patient, receipt);
  const { sha256: digest } = await patient.download(disclosureId);
  expect(digest === receipt.plaintextSha256, 'Asha sees what Dr. B proposed');
  const { receipt: accepted, unverified = [] } = await accept(patient, receipt, disclosureId);
  expect(unverified.length === 0, 'all key agents showed good shares');
  say('Dr. B proposes ecg.png. Asha opens it, every organization’s key share is checked, and she accepts:');
  say(`  it is in the record from block ${accepted.block} on (${receipt.ciphertextSha256}).`);
  return receipt;
}

async function wholeRecord(
  network: Network,
  { cast, accepted }: Readonly<{ cast: Cast; accepted: Receipt }>,
  say: Say,
): Promise<void> {
  const { patient, drB } = cast;
  const drC = await newDoctor(network, 'HospitalB', 'Chitra Nair');
  await patient.call('POST', '/consents', {
    grantee: { organization: 'HospitalB', role: 'doctor' },
    permission: 'read',
    purposes: ['TREAT'],
    scope: { all: true },
    until: inSeconds(24 * 3600),
  });
  const exclusions = [{ who: { person: drC.personId }, reports: [accepted.reportId] }];
  await patient.call('PUT', '/preferences', { emergencyHalf: false, exclusions });
  say('Asha lets all doctors of HospitalB read her whole record for a day, but never Dr. C the ECG.');
  const { bytes } = await drB.read(accepted.reportId);
  const problem = await problemOf(drC.disclose(accepted.reportId));
  expect(problem.code === 'NO_PERMISSION', 'the exclusion wins');
  say(
    `  Dr. B reads it (${bytes.length} bytes); Dr. C is refused: ${problem.code}, ${problem.disclosureId ?? ''}.`,
  );
  await added({ patient, drC }, say);
}

/** What comes later is in the whole record too. */
async function added({ patient, drC }: Readonly<{ patient: Person; drC: Person }>, say: Say): Promise<void> {
  const later = await patient.upload(pdf('letter.pdf', ['Dear colleague']), 'Letter');
  const { sha256: digest } = await drC.read(later.reportId);
  expect(digest === later.plaintextSha256, 'Dr. C reads what came after the consent');
  say(
    '  A letter that Asha uploads afterwards opens for Dr. C too: the key came from HospitalB’s key agent.',
  );
}
