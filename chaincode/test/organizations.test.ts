import { keyUses } from '@medseal/ledger-model';
import { beforeAll, describe, expect, it } from 'vitest';
import { agentKey, publishing } from './ground/content.js';
import { answerOf, expectDone, expectRefusal } from './ground/expecting.js';
import { openHospital, type Hospital, type World } from './ground/world.js';

let hospital: Hospital;
let world: World;

beforeAll(async () => {
  hospital = await openHospital();
  ({ world } = hospital);
});

function aside(attempt: () => Promise<void>) {
  return () => world.aside(attempt);
}

describe('PublishOrganization', () => {
  const publish = (keys: Parameters<typeof publishing>[1]) =>
    world.try(publishing(world.operators.HospitalA, keys));

  it('adds a key and retires the one before', async () => {
    const [ledger, ...others] = keysOfA();
    expectDone(await publish([{ ...ledger, state: 'retired' }, agentKey('ledger', 2), ...others]));
  });

  it.each([
    ['drops', (): Parameters<typeof publish>[0] => [agentKey('ledger', 2), ...keysOfA().slice(1)]],
    [
      'alters',
      (): Parameters<typeof publish>[0] => [
        { ...keysOfA()[0], publicKey: keysOfA()[1].publicKey },
        ...keysOfA().slice(1),
      ],
    ],
  ] as const)('refuses who %s an old key', async (_, keys) => {
    expectRefusal(await publish(keys()), 'CONFLICT', 'added and retired');
  });

  it(
    'refuses who brings a retired key back',
    aside(async () => {
      const [ledger, ...others] = keysOfA();
      const retired = { ...ledger, state: 'retired' } as const;
      const next = agentKey('ledger', 2);
      await world.do(publishing(world.operators.HospitalA, [retired, next, ...others]));
      expectRefusal(await publish([ledger, { ...next, state: 'retired' }, ...others]), 'CONFLICT');
    }),
  );

  it.each(keyUses)('refuses two active keys for %s, and none', async (use) => {
    const keys = world.agentKeys.HospitalA;
    expectRefusal(await publish([...keys, agentKey(use, 2)]), 'INVALID');
    expectRefusal(await publish(keys.filter((key) => key.use !== use)), 'INVALID');
  });

  it('is read by everybody on the channel, with the consortium and its rules', async () => {
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
      organizations: [{ name: 'HospitalA' }, { name: 'HospitalB' }, { name: 'Regulator' }],
    });
    expect(JSON.stringify(consortium)).not.toContain('operatorKey');
  });
});

function keysOfA() {
  const [ledger, emergency, grantee] = world.agentKeys.HospitalA;
  if (ledger === undefined || emergency === undefined || grantee === undefined) throw new Error('three keys');
  return [ledger, emergency, grantee] as const;
}
