import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { identityOf } from '../src/kit/ledger.js';
import { certificateAuthority, certify, newPseudonym } from '../src/kit/ledger-person.js';
import { Network } from '../src/kit/network.js';

const network = new Network();

describe('the gateway’s CA credential', () => {
  test.each(['office', 'parts'] as const)('registers nobody of the affiliation %s', async (affiliation) => {
    const certified = { pseudonym: newPseudonym(), role: 'registrar', by: 'registrar' } as const;
    const attempt = certify(network, 'HospitalA', { ...certified, affiliation });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
  });

  test.each([
    'hf.Registrar.Roles',
    'hf.Registrar.Attributes',
    'hf.AffiliationMgr',
    'hf.IntermediateCA',
    'hf.Revoker',
  ])('hands out no %s', async (name) => {
    const ca = await certificateAuthority(network, 'HospitalA');
    const registrar = await identityOf(network, 'HospitalA', 'registrar');
    const value =
      name === 'hf.Registrar.Roles' ? 'client' : name === 'hf.Registrar.Attributes' ? '*' : 'true';
    const attempt = ca.register(registrar, {
      id: newPseudonym(),
      secret: randomBytes(16).toString('hex'),
      type: 'client',
      affiliation: 'people',
      attributes: [{ name, value }],
      maxEnrollments: -1,
    });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
    ca.close();
  });

  test.each(['peer', 'orderer', 'admin'] as const)('registers no %s', async (type) => {
    const ca = await certificateAuthority(network, 'HospitalA');
    const registrar = await identityOf(network, 'HospitalA', 'registrar');
    const identity = { id: newPseudonym(), secret: 'x'.repeat(20), affiliation: 'people', attributes: [] };
    const attempt = ca.register(registrar, { ...identity, type, maxEnrollments: -1 });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
    ca.close();
  });
});
