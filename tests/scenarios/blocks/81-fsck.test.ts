import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { fsck } from '../../src/faults/fsck.js';
import { settled } from '../../src/faults/round.js';
import { allowContributions, propose, reject } from '../../src/kit/api/care.js';
import { Bucket } from '../../src/kit/network/bucket.js';
import { flipped, pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import type { Person, Receipt } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let patient: Person;
let bucket: Bucket;
let report: Receipt;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Inspected Patient');
  report = await patient.upload(pdf('inspected.pdf', ['inspected']), 'Inspected');
  bucket = await Bucket.of(network, 'HospitalA');
});

/** What fsck says of HospitalA. */
async function inspect() {
  await settled(network);
  const { clean, organizations } = await fsck(network);
  const ours = organizations.find(({ organization }) => organization === 'HospitalA');
  if (ours === undefined) throw new Error('no answer for HospitalA');
  return { clean, ...ours };
}

describe('fsck, while the network runs', () => {
  test('finds nothing where nothing is wrong', async () => {
    const { clean, findings, versions, objects } = await inspect();
    expect({ clean, findings }).toEqual({ clean: true, findings: [] });
    expect(objects).toBe(versions);
  });

  test('finds an altered object, a lost one and one too many, and nothing of other organizations', async () => {
    const lost = await patient.upload(pdf('lost.pdf', ['to be lost']), 'Lost');
    const [original, whole] = [await bucket.read(report.objectKey), await bucket.read(lost.objectKey)];
    const foreign = `zz/${randomBytes(16).toString('hex')}`;
    await bucket.write(report.objectKey, flipped(original, 40));
    await bucket.remove(lost.objectKey);
    await bucket.write(foreign, Buffer.from('nobody knows this'));
    try {
      const { clean, findings } = await inspect();
      expect(clean).toBe(false);
      expect(new Set(findings.map(({ kind, subject }) => `${kind} ${subject}`))).toEqual(
        new Set([`altered ${report.objectKey}`, `loss ${lost.objectKey}`, `orphan ${foreign}`]),
      );
      // What no journal row names is reported, never removed.
      expect(await bucket.names()).toContain(foreign);
    } finally {
      await bucket.write(report.objectKey, original);
      await bucket.write(lost.objectKey, whole);
      await bucket.remove(foreign);
    }
    expect(await inspect()).toMatchObject({ clean: true });
  });

  test('finds nothing of a rejected proposal: its object is gone, its hash stays', async () => {
    const doctor = await newDoctor(network, 'HospitalA', 'Inspected Doctor');
    const registrar = await network.demoPerson('HospitalA', 'registrar');
    await allowContributions(registrar, { patient, doctor });
    const proposal = await propose({ patient, doctor }, pdf('rejected.pdf', ['not mine']));
    expect(await bucket.names()).toContain(proposal.objectKey);
    await reject(patient, proposal, 'not mine');
    await eventually('the object is gone', async () =>
      (await bucket.names()).includes(proposal.objectKey) ? undefined : true,
    );
    expect(await inspect()).toMatchObject({ clean: true });
  });
});
