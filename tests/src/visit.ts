import { setTimeout as delay } from 'node:timers/promises';
import { Bucket } from './kit/network/bucket.js';
import { flipped, pdf } from './kit/files/documents.js';
import { eventually } from './kit/eventually.js';
import {
  inSeconds,
  type Person,
  ProblemError,
  problemOf,
  type Receipt,
  sha256,
} from './kit/api/gateway-client.js';
import type { Network } from './kit/network/network.js';
import { type Cast, Differs, expect, type Say } from './visit-parts.js';
import { visitAudit } from './visit-audit.js';
import { visitUpdate } from './visit-update.js';

/**
 * The main job on a running network, as people do it, over REST alone: register, upload, share, read, refuse,
 * survive the loss of a key agent, find an altered object, revoke, see who looked; then the doctor's update,
 * a consent to the whole record, and an auditor's questions.
 * @throws {Differs} when any step differs from what it says.
 */
export async function visit(network: Network, say: Say): Promise<void> {
  const cast = await register(network, say);
  const receipt = await upload(cast, say);
  const consentId = await share(cast, receipt, say);
  await read(cast.drB, receipt, say);
  const third = await network.demoPerson('HospitalA', 'doctor');
  const refusedId = await refuse(third, receipt, say);
  await withoutAgent(network, cast.drB, receipt, say);
  await alter(network, cast.drB, receipt, say);
  await revoke({ cast, consentId, receipt }, say);
  await accessLog({ cast, third, receipt, refusedId }, say);
  await visitUpdate(network, cast, say);
  await visitAudit(network, cast.patient, say);
  await compareHeights(cast.patient, say);
}

async function register(network: Network, say: Say): Promise<Cast> {
  const [hospitalA, hospitalB] = await Promise.all([
    network.gateway('HospitalA'),
    network.gateway('HospitalB'),
  ]);
  const patient = await hospitalA.register('patient', 'Asha Rao');
  say(
    `Patient Asha registers at HospitalA and gets the id ${patient.personId}; her identity is unverified so far.`,
  );
  const drA = await hospitalA.register('doctor', 'Anil Menon');
  const drB = await hospitalB.register('doctor', 'Bela Shah');
  say(
    `Dr. A of HospitalA (${drA.personId}) and Dr. B of HospitalB (${drB.personId}) register and wait for approval.`,
  );
  await approve(network, 'HospitalA', drA, say);
  await approve(network, 'HospitalB', drB, say);
  await Promise.all([patient.logIn(), drA.logIn(), drB.logIn()]);
  say('All three log in: each keyring opens with its password, each gets a certificate for eight hours.');
  return { patient, drA, drB };
}

async function approve(network: Network, organization: string, doctor: Person, say: Say): Promise<void> {
  const registrar = await network.demoPerson(organization, 'registrar');
  await registrar.call('POST', `/registrations/${doctor.personId}/approval`);
  say(`${organization}’s registrar approves ${doctor.personId} on the ledger.`);
}

async function upload({ patient }: Cast, say: Say): Promise<Receipt> {
  const document = pdf('blood-test.pdf', ['Haemoglobin 13.1 g/dl', 'Leukocytes 6.4 G/l']);
  const receipt = await patient.upload(document, 'Blood test');
  expect(receipt.plaintextSha256 === sha256(document.bytes), 'the receipt names the digest of what was sent');
  say(`Asha uploads blood-test.pdf (${receipt.size} bytes, ${receipt.plaintextSha256}).`);
  say(
    `  Sealed with AES-256-GCM it lies in HospitalA’s MinIO as ${receipt.objectKey} (${receipt.ciphertextSha256}).`,
  );
  say(`  Location and hash are in block ${receipt.block}, transaction ${receipt.transactionId}.`);
  return receipt;
}

async function share({ patient, drB }: Cast, { reportId }: Receipt, say: Say): Promise<string> {
  const until = inSeconds(7 * 24 * 3600);
  const { consentId, receipt } = await patient.share(reportId, drB, { until });
  say(
    `Asha permits Dr. B to read it for treatment until ${until}: consent ${consentId}, block ${receipt.block}.`,
  );
  // HospitalB's gateway reads the block a moment after HospitalA's.
  const received = await eventually('the consent reaches HospitalB', async () => {
    const list = await drB.call<{ items: { title?: string }[] }>('GET', '/reports?filter=received');
    return list.items[0];
  });
  expect(received.title === 'Blood test', 'Dr. B sees the title among the received reports');
  say(`  Dr. B now sees “${received.title}” among the received reports.`);
  return consentId;
}

async function read(drB: Person, receipt: Receipt, say: Say): Promise<void> {
  const { disclosure, sha256: digest, bytes } = await drB.read(receipt.reportId);
  expect(digest === receipt.plaintextSha256, 'Dr. B received the same bytes');
  say(
    `Dr. B reads it at HospitalB. The reading is committed first: ${disclosure.disclosureId}, block ${disclosure.block}.`,
  );
  say(`  ${bytes.length} bytes arrive through HospitalA’s gateway, SHA-256 ${digest}: the same.`);
}

async function refuse(third: Person, { reportId }: Receipt, say: Say): Promise<string> {
  const problem = await problemOf(third.disclose(reportId));
  expect(
    problem.code === 'NO_PERMISSION' && problem.disclosureId !== undefined,
    'a third doctor is refused, on the record',
  );
  const mine = await third.call<{ items: { disclosureId: string; reason?: string; block: string }[] }>(
    'GET',
    '/disclosures?view=mine&outcome=refuse',
  );
  const entry = mine.items.find(({ disclosureId }) => disclosureId === problem.disclosureId);
  expect(entry?.reason === 'NO_BASIS', 'the refusal is on the ledger with its reason');
  say(
    `A third doctor, ${third.personId} of HospitalA, tries too and is refused; the refusal is on the ledger: ${entry.disclosureId},`,
  );
  say(`  block ${entry.block}, reason ${entry.reason}.`);
  return problem.disclosureId;
}

async function withoutAgent(network: Network, drB: Person, receipt: Receipt, say: Say): Promise<void> {
  await network.command('stop', 'HospitalA/agent');
  say('HospitalA’s key agent is stopped.');
  try {
    const { sha256: digest } = await drB.read(receipt.reportId);
    expect(digest === receipt.plaintextSha256, 'two of three agents are enough');
    say('  Dr. B reads again: two of three key agents are a majority, reading still works.');
  } finally {
    await network.command('start', 'HospitalA/agent');
  }
  say('  The agent is started again.');
}

async function alter(
  network: Network,
  drB: Person,
  { objectKey, reportId }: Receipt,
  say: Say,
): Promise<void> {
  const bucket = await Bucket.of(network, 'HospitalA');
  const original = await bucket.read(objectKey);
  await bucket.write(objectKey, flipped(original, -20));
  say('One bit of the stored object is turned over, behind everybody’s back, through S3.');
  try {
    const problem = await problemOf(drB.read(reportId));
    expect(problem.code === 'INTEGRITY', 'the alteration is found');
    say(
      `  Dr. B’s next reading is stopped: ${problem.status} ${problem.code}. Not one wrong byte is delivered.`,
    );
  } finally {
    await bucket.write(objectKey, original);
  }
  await drB.read(reportId);
  say('  The object is restored and opens again.');
}

async function revoke(
  { cast, consentId, receipt }: Readonly<{ cast: Cast; consentId: string; receipt: Receipt }>,
  say: Say,
): Promise<void> {
  const { patient, drB } = cast;
  const permitted = await drB.disclose(receipt.reportId);
  const revoked = await patient.call<{ receipt: { block: string } }>('DELETE', `/consents/${consentId}`);
  say(
    `Asha revokes the consent (block ${revoked.receipt.block}); the wrap made for Dr. B is purged on every peer.`,
  );
  const later = await eventuallyRefused(() => drB.download(permitted.disclosureId));
  say(`  A reading that Dr. B had recorded a moment before opens nothing any more: ${later}.`);
  const problem = await problemOf(drB.disclose(receipt.reportId));
  expect(problem.code === 'NO_PERMISSION', 'Dr. B is refused after the revocation');
  say(`  A new reading is refused: ${problem.code}, recorded as ${problem.disclosureId ?? ''}.`);
}

/** The revocation reaches the peer of the reader's organization within a block; until then its last reading may still open. */
async function eventuallyRefused(attempt: () => Promise<unknown>): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const outcome = await attempt().catch((error: unknown) => error);
    if (outcome instanceof ProblemError) return outcome.problem.code;
    if (outcome instanceof Error) throw outcome;
    await delay(100);
  }
  throw new Differs('a reading from before the revocation still opens');
}

async function accessLog(
  {
    cast,
    third,
    receipt,
    refusedId,
  }: Readonly<{ cast: Cast; third: Person; receipt: Receipt; refusedId: string }>,
  say: Say,
): Promise<void> {
  const { items } = await cast.patient.call<{ items: LogEntry[] }>(
    'GET',
    `/disclosures?view=of-me&report=${receipt.reportId}`,
  );
  say('Asha looks who looked:');
  for (const { at, reader, outcome, purpose, reason, block } of items) {
    const what = outcome === 'permit' ? 'read it' : `was refused (${reason ?? ''})`;
    say(`  ${at}  ${reader.personId} of ${reader.organization} ${what}, purpose ${purpose}, block ${block}`);
  }
  const readers = new Set(items.map(({ reader }) => reader.personId));
  expect(readers.has(cast.drB.personId) && readers.has(third.personId), 'the log names both doctors');
  expect(
    items.some(({ disclosureId }) => disclosureId === refusedId),
    'the log holds the refusal',
  );
}

interface LogEntry {
  readonly disclosureId: string;
  readonly at: string;
  readonly reader: { readonly personId: string; readonly organization: string };
  readonly outcome: string;
  readonly purpose: string;
  readonly reason?: string;
  readonly block: string;
}

interface Heights {
  readonly equal: boolean;
  readonly items: readonly {
    readonly organization: string;
    readonly height?: string;
    readonly latestHash?: string;
  }[];
}

async function compareHeights(patient: Person, say: Say): Promise<void> {
  let heights = await patient.call<Heights>('GET', '/ledger/heights');
  for (let tries = 0; tries < 20 && !heights.equal; tries++) {
    await delay(100);
    heights = await patient.call<Heights>('GET', '/ledger/heights');
  }
  expect(heights.equal && heights.items.length === 3, 'all peers show the same block');
  say('All organizations hold the same chain:');
  for (const { organization, height, latestHash } of heights.items) {
    say(`  ${organization}: ${height ?? '?'} blocks, newest ${latestHash ?? '?'}`);
  }
}
