import type { Identity } from '../../../tests/src/kit/network/ledger.js';
import { FakeCa } from './fake-ca.js';
import { newId } from './blocks.js';

/** A certificate and key of an organization's person, from a CA in memory. */
export async function newIdentity(mspId: string): Promise<Identity & Readonly<{ commonName: string }>> {
  const ca = new FakeCa(() => new Date());
  const pseudonym = newId('pseudonym') as Parameters<FakeCa['enrol']>[0];
  await ca.register({ pseudonym, role: 'patient', secret: 'secret' });
  const { certificate, privateKey } = await ca.enrol(pseudonym, 'secret');
  return { mspId, certificate, privateKey, commonName: pseudonym };
}
