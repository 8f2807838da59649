import { afterAll, beforeAll, expect, test } from 'vitest';
import { newAuthority } from '../../key-agent/test/certificates.js';
import { laneTime } from '../src/hostile/lane.js';
import { envelope } from '../src/hostile/transaction.js';
import { type Identity, identityOf, LedgerClient } from '../src/kit/network/ledger.js';
import { newLedgerPatient } from '../src/kit/network/ledger-person.js';
import { Network, organizationNames } from '../src/kit/network/network.js';
import { bearable, p99, timesOf } from '../src/kit/network/pace.js';
import { strangersCome, type StrangersTask } from '../src/kit/api/strangers.js';

const network = new Network();
let ports: readonly Readonly<{ part: 'orderer' | 'peer'; port: number }>[];
let ledger: LedgerClient;
/** What claims to be an act of a member, signed by a certificate that no member issued, base64. */
let message: string;

beforeAll(async () => {
  const places = organizationNames.flatMap((name) => [
    { name, part: 'orderer' as const },
    { name, part: 'peer' as const },
  ]);
  ports = await Promise.all(
    places.map(async ({ name, part }) => ({ part, port: await network.port(`${name}/${part}`) })),
  );
  ledger = await LedgerClient.of(network, 'HospitalA');
  const { certificate, key } = await (await newAuthority('stranger')).issue();
  const { mspId, certificate: peer, privateKey } = await identityOf(network, 'HospitalB', 'peer');
  const creator: Identity = { mspId, certificate, privateKey: key };
  const plan = { creator, endorsers: [{ mspId, certificate: peer, privateKey }], call: ['Nothing'] };
  message = (await envelope({ ...plan, chaincode: 'medseal', chaincodeVersion: '1' })).toString('base64');
});

afterAll(() => {
  ledger.close();
});

/** What strangers can call at an orderer and at a peer. */
const methods = {
  orderer: [
    '/orderer.AtomicBroadcast/Broadcast',
    '/orderer.AtomicBroadcast/Deliver',
    '/orderer.ClusterNodeService/Step',
  ],
  peer: [
    '/protos.Endorser/ProcessProposal',
    '/gateway.Gateway/Endorse',
    '/protos.Deliver/Deliver',
    '/gossip.Gossip/GossipStream',
  ],
};

/** All that strangers do at one port. */
function tasksAt(
  { part, port }: Readonly<{ part: 'orderer' | 'peer'; port: number }>,
  milliseconds: number,
): readonly StrangersTask[] {
  const task = { port, milliseconds, addresses: ['127.0.7.1', '127.0.7.2', '127.0.7.3'] };
  return [
    { ...task, behaviour: 'silent', parallel: 60 },
    { ...task, behaviour: 'halting', parallel: 60 },
    { ...task, behaviour: 'idle', parallel: 40 },
    ...methods[part].map((method) => ({
      ...task,
      behaviour: 'call' as const,
      parallel: 2,
      call: { method, message },
    })),
  ];
}

/** Acts at rest and among strangers, of each round: fewer would make the slowest one count for all. */
const actsAtLeast = 10;
/** Milliseconds that strangers stay: longer than so many acts take. */
const stay = (time: number) => time + 8_000;

test('strangers at orderers and peers, silent ones and others that call as if they were a member, cost the members’ acts little', async () => {
  const act = () => newLedgerPatient(network, ledger, 'HospitalA');
  await act();
  const rest: number[] = [];
  const crowded: number[] = [];
  let answers = 0;
  for (let round = 0; round < 2; round++) {
    const time = laneTime / 4;
    rest.push(...(await timesOf(act, time, actsAtLeast)));
    const tasks = ports.flatMap((each) => tasksAt(each, stay(time)));
    const crowd = strangersCome(tasks);
    crowded.push(...(await timesOf(act, time, actsAtLeast)));
    const reports = await crowd;
    for (const { connections } of reports) expect(connections).toBeGreaterThan(1);
    answers += reports.reduce((sum, each) => sum + each.answers, 0);
  }
  const [atRest, inCrowd] = [p99(rest), p99(crowded)];
  process.stdout.write(
    `${answers} answers to strangers; ${crowded.length} acts among strangers, p99 ${inCrowd.toFixed(0)} ms; ${rest.length} at rest, p99 ${atRest.toFixed(0)} ms\n`,
  );
  expect(answers).toBeGreaterThan(500);
  expect(inCrowd).toBeLessThan(bearable(rest, { times: 3, orUnder: 2_000 }));
});
