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
    const [ledger, emergency] = keysOfA();
    expectDone(await publish([{ ...ledger, state: 'retired' }, agentKey('ledger', 2), emergency]));
  });

  it.each([
    ['drops', (): Parameters<typeof publish>[0] => [agentKey('ledger', 2), keysOfA()[1]]],
    [
      'alters',
      (): Parameters<typeof publish>[0] => [
        { ...keysOfA()[0], publicKey: keysOfA()[1].publicKey },
        keysOfA()[1],
      ],
    ],
  ] as const)('refuses who %s an old key', async (_, keys) => {
    expectRefusal(await publish(keys()), 'CONFLICT', 'added and retired');
  });

  it(
    'refuses who brings a retired key back',
    aside(async () => {
      const [ledger, emergency] = keysOfA();
      const retired = { ...ledger, state: 'retired' } as const;
      const next = agentKey('ledger', 2);
      await world.do(publishing(world.operators.HospitalA, [retired, next, emergency]));
      expectRefusal(await publish([ledger, { ...next, state: 'retired' }, emergency]), 'CONFLICT');
    }),
  );

  it('refuses two active keys of one use', async () => {
    expectRefusal(await publish([...world.agentKeys.HospitalA, agentKey('ledger', 2)]), 'INVALID');
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
  const [ledger, emergency] = world.agentKeys.HospitalA;
  if (ledger === undefined || emergency === undefined) throw new Error('an organization has two keys');
  return [ledger, emergency] as const;
}
