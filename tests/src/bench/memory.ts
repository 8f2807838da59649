import { randomBytes } from 'node:crypto';
import { Bucket } from '../kit/network/bucket.js';
import { pdf } from '../kit/files/documents.js';
import { inSeconds, type Person, type Receipt } from '../kit/api/gateway-client.js';
import { tlsRootOf } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';
import { newDoctor, newPatient } from '../kit/api/people.js';
import { transfer, transferForText } from '../kit/api/transfer.js';
import { type GeneratedFile, generatedPdf } from './generated-pdf.js';
import { ResidentMemory } from './resident-memory.js';

/** One transfer of a large file. */
export interface Passage {
  readonly what: string;
  readonly seconds: number;
  /** Growth of the gateways of both hospitals, MiB. */
  readonly growth: Readonly<{ hospitalA: number; hospitalB: number }>;
  /** Speed relative to that of the store alone over the same TLS. */
  readonly ofBareStore: number;
}

/**
 * Sends a file of `size` bytes through upload, the patient's download and a doctor's download at the other
 * hospital, and watches the gateways' memory. A small report warms the network up first.
 * @throws when bytes are lost or changed.
 */
export async function measureMemory(network: Network, size: number): Promise<Passage[]> {
  const [patient, doctor] = await warmUp(network);
  const file = generatedPdf(size);
  const bare = await bareStore(network, file);
  const gateways = await network.parts(['HospitalA/gateway', 'HospitalB/gateway']);
  const pids = gateways.map(({ pid }) => pid ?? 0);
  const passages: Passage[] = [];
  const watch = async (what: string, bareSeconds: number, pass: () => Promise<number>): Promise<void> => {
    const memory = new ResidentMemory(pids);
    const seconds = await pass();
    const [hospitalA = 0, hospitalB = 0] = memory.stop();
    passages.push({ what, seconds, growth: { hospitalA, hospitalB }, ofBareStore: bareSeconds / seconds });
  };
  let receipt: Receipt | undefined;
  await watch('upload', bare.put, async () => {
    const sent = await upload(patient, file);
    receipt = sent.receipt;
    return sent.seconds;
  });
  if (receipt === undefined) throw new Error('no receipt');
  const { reportId } = receipt;
  await patient.share(reportId, doctor, { until: inSeconds(3600) });
  await watch('download by the patient', bare.get, () => download(patient, reportId, file));
  await watch('download at the other hospital', bare.get, () => download(doctor, reportId, file));
  return passages;
}

/** Sends a small report each way once, so that what every process loads only once does not count. */
async function warmUp(network: Network): Promise<[patient: Person, doctor: Person]> {
  const patient = await newPatient(network, 'HospitalA', 'Large Patient');
  const doctor = await newDoctor(network, 'HospitalB', 'Large Doctor');
  const receipt = await patient.upload(pdf('small.pdf', ['small']), 'Small');
  await patient.share(receipt.reportId, doctor, { until: inSeconds(3600) });
  await patient.read(receipt.reportId);
  await doctor.read(receipt.reportId);
  return [patient, doctor];
}

async function upload(person: Person, file: GeneratedFile): Promise<{ receipt: Receipt; seconds: number }> {
  const mediaType = 'application/pdf';
  const announcement = {
    title: 'Large',
    fileName: 'large.pdf',
    mediaType,
    size: file.size,
    class: 'imaging',
  };
  const { uploadId } = await person.call<{ uploadId: string }>('POST', '/uploads', announcement);
  const { status, text, seconds } = await transferForText({
    method: 'PUT',
    url: new URL(`${person.gateway.url}/api/v1/uploads/${uploadId}/content`),
    headers: { ...authorization(person), 'content-type': mediaType, 'content-length': file.size },
    body: file.stream(),
  });
  if (status !== 201) throw new Error(`the upload ended with ${status}: ${text}`);
  const receipt = JSON.parse(text) as Receipt;
  if (receipt.plaintextSha256 !== file.sha256) throw new Error('the receipt names another digest');
  return { receipt, seconds };
}

async function download(person: Person, reportId: string, file: GeneratedFile): Promise<number> {
  const { disclosureId } = await person.disclose(reportId);
  const { sha256, seconds } = await transfer({
    method: 'GET',
    url: new URL(`${person.gateway.url}/api/v1/disclosures/${disclosureId}/content`),
    headers: authorization(person),
  });
  if (sha256 !== file.sha256) throw new Error('other bytes came back');
  return seconds;
}

function authorization(person: Person): Record<string, string> {
  return { authorization: `Bearer ${person.token ?? ''}` };
}

/** Seconds that the store alone needs for the same bytes. */
async function bareStore(network: Network, file: GeneratedFile): Promise<{ put: number; get: number }> {
  const bucket = await Bucket.of(network, 'HospitalA');
  const ca = tlsRootOf(network, 'HospitalA');
  const name = `bench/${randomBytes(8).toString('hex')}`;
  try {
    const url = await bucket.presigned('PUT', name);
    const headers = { 'content-length': file.size };
    const put = await transfer({ method: 'PUT', url, headers, ca, body: file.stream() });
    const get = await transfer({ method: 'GET', url: await bucket.presigned('GET', name), ca });
    if (get.sha256 !== file.sha256) throw new Error('the bare store gave other bytes');
    return { put: put.seconds, get: get.seconds };
  } finally {
    await bucket.remove(name);
  }
}
