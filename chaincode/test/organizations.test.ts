import { readFile } from 'node:fs/promises';
import { keyUses, probePlace } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { agentKey, publishing } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import type { RawProposal } from './support/memory-ledger.js';
import { asideIn, maxWraps, openHospital } from './support/world.js';

const hospital = await openHospital();
const { world } = hospital;
const aside = asideIn(world);

describe('PublishOrganization', () => {
  const publish = (keys: Parameters<typeof publishing>[1]) =>
    world.try(publishing(world.operators.HospitalA, keys));

  test('adds a key and retires the previous one', async () => {
    const [ledger, ...others] = keysOfA();
    expectDone(await publish([{ ...ledger, state: 'retired' }, agentKey('ledger', 2), ...others]));
  });

  test.each([
    ['drops', (): Parameters<typeof publish>[0] => [agentKey('ledger', 2), ...keysOfA().slice(1)]],
    [
      'alters',
      (): Parameters<typeof publish>[0] => [
        { ...keysOfA()[0], publicKey: keysOfA()[1].publicKey },
        ...keysOfA().slice(1),
      ],
    ],
  ] as const)('refuses who %s an old key', async (_, keys) => {
    expectRefusal(await publish(keys()), 'CONFLICT', 'added or retired');
  });

  test(
    'refuses to bring a retired key back',
    aside(async () => {
      const [ledger, ...others] = keysOfA();
      const retired = { ...ledger, state: 'retired' } as const;
      const next = agentKey('ledger', 2);
      await world.do(publishing(world.operators.HospitalA, [retired, next, ...others]));
      expectRefusal(await publish([ledger, { ...next, state: 'retired' }, ...others]), 'CONFLICT');
    }),
  );

  test.each(keyUses)('refuses two active keys for %s, and none', async (use) => {
    const keys = world.agentKeys.HospitalA;
    expectRefusal(await publish([...keys, agentKey(use, 2)]), 'INVALID');
    expectRefusal(await publish(keys.filter((key) => key.use !== use)), 'INVALID');
  });

  test('is readable by everyone on the channel, with the consortium and its rules', async () => {
    const { anton } = hospital;
    const answer = answerOf(await world.read('ReadOrganization', anton, 'HospitalAMSP'));
    expect(answer).toMatchObject({
      mspId: 'HospitalAMSP',
      by: 'HospitalAMSP',
      keys: world.agentKeys.HospitalA,
    });
    expectRefusal(await world.read('ReadOrganization', anton, 'NobodyMSP'), 'NOT_FOUND');
    const consortium = answerOf(await world.read('ReadConsortium', anton));
    expect(consortium).toMatchObject({
      settings: { longestConsentDays: 365, maxWraps },
      organizations: [{ name: 'HospitalA' }, { name: 'HospitalB' }, { name: 'Regulator' }],
    });
    expect(JSON.stringify(consortium)).not.toContain('operatorKey');
  });
});

describe('Probe', () => {
  const probe = (creator: RawProposal['creator']) =>
    world.peer.simulate({
      ...{ txId: 'cd'.repeat(32), channel: 'medseal', time: world.time, creator, transient: new Map() },
      args: ['OrganizationContract:Probe'],
    });

  test('writes one private value, as acts do, in a place where no record can be', async () => {
    const { status, writes, event } = await probe(world.services.HospitalA.creator);
    expect({ status, event }).toEqual({ status: 200, event: undefined });
    expect(writes).toMatchObject([{ collection: 'care', key: 'probe' }]);
    const peerRule = await readFile('network/tools/fabric/added/read-write-sets.go', 'utf8');
    expect(peerRule).toContain(`sha256.Sum256([]byte("${probePlace.key}"))`);
  });

  test('is for services only', async () => {
    for (const actor of [world.operators.HospitalA, hospital.alice, hospital.registrarA])
      expectRefusal(await probe(actor.creator), 'FORBIDDEN');
  });
});

function keysOfA() {
  const [ledger, emergency, grantee] = world.agentKeys.HospitalA;
  if (ledger === undefined || emergency === undefined || grantee === undefined) throw new Error('three keys');
  return [ledger, emergency, grantee] as const;
}
