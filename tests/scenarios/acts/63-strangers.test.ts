import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { encodeId } from '@medseal/ledger-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Identity, newAuthority } from '../../../key-agent/test/certificates.js';
import { pdf } from '../../src/kit/files/documents.js';
import { inSeconds, type Person, type Receipt } from '../../src/kit/api/gateway-client.js';
import { tlsRootOf } from '../../src/kit/network/ledger.js';
import { memberPortOf } from '../../src/kit/api/member-port.js';
import { Network } from '../../src/kit/network/network.js';
import { askOperations, operationsPort } from '../../src/kit/network/operations.js';
import { bearable, p99, timesOf } from '../../src/kit/network/pace.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { strangersCome, type StrangersTask } from '../../src/kit/api/strangers.js';
import { callPart, partCertificate } from '../../src/kit/api/tls.js';

const network = new Network();
/** Connections that HospitalB's and the regulator's programs keep open, as their gateways do. */
const keptOpen = new Map<string, Agent>();
let memberPort: number;
let agentPort: number;
let patient: Person;
let doctor: Person;
let report: Receipt;
/** Of each kind and round: fewer would make the slowest one count for all. */
const callsAtLeast = 50;
/** A certificate that belongs to no organization. */
let unknown: Identity;

beforeAll(async () => {
  [memberPort, agentPort] = await Promise.all([
    memberPortOf(network, 'HospitalA'),
    network.port('HospitalA/agent'),
  ]);
  unknown = await (await newAuthority('stranger')).issue();
  patient = await newPatient(network, 'HospitalA', 'Visited Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Visiting Doctor');
  report = await patient.upload(pdf('visited.pdf', ['visited']), 'Visited');
  await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
});
afterAll(() => {
  for (const agent of keptOpen.values()) agent.destroy();
});

/** An organization's program asks HospitalA what is altered there, over a connection that stays open. */
async function askAsMember(organization: string): Promise<void> {
  const agent = keptOpen.get(organization) ?? new Agent({ keepAlive: true, maxSockets: 1 });
  keptOpen.set(organization, agent);
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      {
        host: 'localhost',
        port: memberPort,
        path: '/member/altered',
        ca: tlsRootOf(network, 'HospitalA'),
        ...partCertificate(network, organization, 'gateway'),
        agent,
      },
      (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`the port answered ${response.statusCode ?? 0}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}

/** An organization's program asks once, over a new connection. */
async function askOnNewConnection(organization: string): Promise<number> {
  const began = performance.now();
  const { status } = await callPart(
    network,
    { organization: 'HospitalA', port: memberPort },
    {
      method: 'GET',
      path: '/member/altered',
      certificate: partCertificate(network, organization, 'gateway'),
    },
  );
  expect(status).toBe(200);
  return performance.now() - began;
}

const lookAtLedger = () => patient.call('GET', '/reports?filter=own');
const readElsewhere = async () => {
  expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
};

/** Questions that HospitalA's peer has been asked, from its own metrics. */
async function questions(): Promise<number> {
  const port = await operationsPort(network, 'HospitalA/peer');
  const { body } = await askOperations(network, port, { path: '/metrics' });
  return Number(/^endorser_proposals_received (\S+)$/m.exec(body.toString())?.[1]);
}

async function strangers(
  task: Partial<StrangersTask> & Pick<StrangersTask, 'port' | 'behaviour'>,
  niceness?: number,
) {
  const object = `/member/objects/${report.objectKey}?disclosure=${encodeId('disclosure', randomBytes(16))}`;
  const whole = {
    addresses: ['127.0.7.1', '127.0.7.2', '127.0.7.3'],
    parallel: 120,
    milliseconds: 5_000,
    certificate: unknown.certificate,
    key: unknown.key,
    request: `GET ${object} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
    ...task,
  };
  const [result] = await strangersCome([whole], niceness);
  return result ?? expect.unreachable('no result');
}

describe('strangers at the port for members', () => {
  test('get no answer, and cost members and people little', async () => {
    await Promise.all([askAsMember('HospitalB'), lookAtLedger()]);
    const times = {
      rest: { member: [] as number[], person: [] as number[] },
      crowd: { member: [] as number[], person: [] as number[] },
    };
    const measure = async (into: { member: number[]; person: number[] }, milliseconds: number) => {
      const [member, person] = await Promise.all([
        timesOf(() => askAsMember('HospitalB'), milliseconds, callsAtLeast),
        timesOf(lookAtLedger, milliseconds, callsAtLeast),
      ]);
      into.member.push(...member);
      into.person.push(...person);
    };
    for (let round = 0; round < 2; round++) {
      await measure(times.rest, 2_500);
      const crowd = strangers({ port: memberPort, behaviour: 'ask', milliseconds: 3_500 });
      await measure(times.crowd, 3_500);
      const { answers, connections } = await crowd;
      expect(answers).toBe(0);
      expect(connections).toBeGreaterThan(120);
    }
    for (const who of ['member', 'person'] as const)
      expect(p99(times.crowd[who])).toBeLessThan(bearable(times.rest[who], { times: 3, orUnder: 300 }));
  });

  test('cause no question to the ledger', async () => {
    const [before, began] = [await questions(), performance.now()];
    const { secured } = await strangers({ port: memberPort, behaviour: 'ask' });
    const asked = (await questions()) - before;
    // The gateway and the agent read the members every five seconds, four questions each time; a look may be
    // under way at both ends, and the gateway asks now and then how its peer is.
    const rounds = Math.ceil((performance.now() - began) / 5_000) + 1;
    const own = 2 * 4 * rounds + 10;
    expect(asked).toBeLessThanOrEqual(own);
    expect(secured).toBeGreaterThan(own);
  });

  test.each(['silent', 'halting', 'idle'] as const)(
    'that are %s lock nobody out: new connections of members are answered at once',
    async (behaviour) => {
      const crowd = strangers({ port: memberPort, behaviour, parallel: 1_200, milliseconds: 4_000 });
      const times = await timesOf(() => askOnNewConnection('HospitalB'), 4_000);
      expect(p99(times)).toBeLessThan(2_000);
      await readElsewhere();
      await crowd;
    },
  );
});

test.each([
  ['the port for members', () => memberPort],
  ['a key agent', () => agentPort],
])('%s holds a bounded number of silent strangers: the others must connect again', async (_, port) => {
  const { connections } = await strangers({ port: port(), behaviour: 'silent', parallel: 1_200 });
  expect(connections).toBeGreaterThan(1_600);
});

describe('strangers at a key agent', () => {
  test.each(['silent', 'idle', 'ask'] as const)(
    'that are %s do not keep reports closed',
    async (behaviour) => {
      const crowd = strangers({ port: agentPort, behaviour, parallel: 1_200, milliseconds: 4_000 });
      const other = strangers({
        port: await network.port('HospitalB/agent'),
        behaviour,
        parallel: 1_200,
        milliseconds: 4_000,
      });
      await timesOf(readElsewhere, 4_000);
      await Promise.all([crowd, other]);
    },
  );
});

describe('a member that asks too much', () => {
  test('loses the connections beyond its number, and keeps no other member waiting', async () => {
    await askAsMember('Regulator');
    const { cert, key } = partCertificate(network, 'HospitalB', 'gateway');
    const flood = strangers(
      {
        port: memberPort,
        behaviour: 'ask',
        parallel: 300,
        addresses: ['127.0.7.4'],
        certificate: cert.toString(),
        key: key.toString(),
        request: 'GET /member/altered HTTP/1.1\r\nhost: localhost\r\n\r\n',
      },
      0,
    );
    const times = await timesOf(() => askAsMember('Regulator'), 5_000);
    const { answers, connections } = await flood;
    expect(answers).toBeGreaterThan(100);
    expect(connections).toBeGreaterThan(300);
    expect(p99(times)).toBeLessThan(2_000);
    await readElsewhere();
  });
});
