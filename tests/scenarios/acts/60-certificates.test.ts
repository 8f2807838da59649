import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actCall } from '../../src/kit/api/acts.js';
import { identityOf, refusalOf } from '../../src/kit/network/ledger.js';
import {
  certify,
  newcomerWith,
  newPseudonym,
  registeringIdentity,
} from '../../src/kit/network/ledger-person.js';
import { Network } from '../../src/kit/network/network.js';
import { SignedActs } from '../support/signed-acts.js';

const network = new Network();
let acts: SignedActs;
beforeAll(async () => {
  acts = await SignedActs.open(network);
});
afterAll(() => {
  acts.close();
});

describe('a certificate', () => {
  test('of a service only reads', async () => {
    for (const name of ['gateway', 'agent']) {
      const identity = await identityOf(network, 'HospitalA', name);
      const call = actCall(acts.reading(), acts.heldBy(identity, 'HospitalAMSP'));
      expect(await acts.refused(identity, call)).toContain('FORBIDDEN');
    }
  });

  test('without a role does not even read', async () => {
    const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [acts.mallory.name] };
    const peer = await identityOf(network, 'HospitalA', 'peer');
    expect(await refusalOf(acts.ledger.evaluate(peer, read))).toContain('/Channel/Application/Writers');
    for (const by of ['registrar', 'people-admin', 'machines-admin'] as const) {
      const identity = await registeringIdentity(network, 'HospitalA', by);
      expect(await refusalOf(acts.ledger.evaluate(identity, read))).toContain('FORBIDDEN');
      expect(await acts.refused(identity, actCall(acts.reading(), acts.heldBy(identity)))).toContain(
        'FORBIDDEN',
      );
    }
  });

  test('of another hospital’s CA with the pseudonym of a person is not that person', async () => {
    const identity = await certify(network, 'HospitalB', {
      pseudonym: acts.mallory.name,
      role: 'patient',
      affiliation: 'people',
      by: 'registrar',
    });
    expect(
      await acts.refused(identity, actCall(acts.reading(), acts.heldBy(identity)), acts.ledgerB),
    ).toContain('FORBIDDEN');
    const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [acts.mallory.name] };
    expect(await refusalOf(acts.ledgerB.evaluate(identity, read))).toContain('FORBIDDEN');
  });

  test('of the CA for machines is not one for a person', async () => {
    const pseudonym = newPseudonym();
    const certified = { pseudonym, role: 'patient', by: 'machines-admin' } as const;
    for (const affiliation of ['people', 'office'] as const)
      await expect(certify(network, 'HospitalA', { ...certified, affiliation })).rejects.toMatchObject({
        name: 'CaError',
      });
    const identity = await certify(network, 'HospitalA', { ...certified, affiliation: 'parts' });
    expect(await acts.refused(identity, newcomerWith(identity, pseudonym).call)).toContain('FORBIDDEN');
  });

  test('of the CA for people is not one for a machine', async () => {
    const certified = { role: 'service', by: 'people-admin' } as const;
    const parts = { ...certified, pseudonym: newPseudonym(), affiliation: 'parts' } as const;
    await expect(certify(network, 'HospitalA', parts)).rejects.toMatchObject({ name: 'CaError' });
    const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [acts.mallory.name] };
    for (const type of ['peer', 'orderer', 'admin'] as const) {
      // No pseudonym: a peer's log names the holders of certificates that it refuses.
      const pseudonym = `${type}-${randomBytes(8).toString('hex')}`;
      const office = { ...certified, pseudonym, affiliation: 'office', type } as const;
      const identity = await certify(network, 'HospitalA', office);
      expect(await refusalOf(acts.ledger.evaluate(identity, read))).toMatch(/identity|access denied/i);
    }
  });

  test('of the people’s office with an officer’s role is refused: the affiliation does not fit', async () => {
    for (const role of ['registrar', 'auditor', 'operator', 'service']) {
      const pseudonym = newPseudonym();
      const certified = { pseudonym, role, affiliation: 'people', by: 'registrar' } as const;
      const identity = await certify(network, 'HospitalA', certified);
      expect(await acts.refused(identity, newcomerWith(identity, pseudonym).call)).toContain('FORBIDDEN');
    }
  });

  test('of a doctor does not register a patient', async () => {
    const pseudonym = newPseudonym();
    const certified = { pseudonym, role: 'doctor', affiliation: 'people', by: 'registrar' } as const;
    const identity = await certify(network, 'HospitalA', certified);
    expect(await acts.refused(identity, newcomerWith(identity, pseudonym).call)).toContain('INVALID');
  });
});
