import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { AgentClient } from '../../src/adapters/members/agent-client.js';
import { diskSpaceOf } from '../../src/adapters/machine/disk-space.js';
import type { MemberConnections } from '../../src/adapters/members/member-connections.js';
import {
  ownCertificate,
  servedAtUrl,
  servedCertificates,
} from '../../src/adapters/machine/served-certificates.js';
import {
  certificatesFinding,
  diskFinding,
  orderingFinding,
  supervisorFinding,
} from '../../src/domain/health/checks.js';
import { clockFinding, withOwnAgent } from '../../src/domain/health/clock-findings.js';
import { fine, failing, type Finding } from '../../src/domain/health/health.js';
import type { Organization } from '../../src/domain/ledger/organizations.js';
import { SlowLook } from '../../src/workers/slow-look.js';
import { selfSigned } from '../support/self-signed.js';
import { organizationsOf } from '../support/organizations.js';

const now = new Date('2026-11-30T00:00:00.000Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('certificates', () => {
  test.each([
    [60, 'ok'],
    [59.9, 'warn'],
    [7, 'warn'],
    [6.9, 'fail'],
    [-1, 'fail'],
  ])('%s days before the end are %s', (days, state) => {
    const certificates = [
      { what: 'TLS of the peer', until: inDays(days) },
      { what: 'root of TLS', until: inDays(5_000) },
    ];
    const found = certificatesFinding(certificates, now);
    expect(found).toMatchObject({ state, figures: { certificates: 2, daysLeft: Math.floor(days) } });
    expect(found.detail).toContain('TLS of the peer');
    expect(found.remedy).toMatch(state === 'ok' ? /^$/ : /“Certificates” of docs\/how-to\/operate\.md/);
  });

  test('that expire are named; expired ones with the day', () => {
    const certificates = [1, 2, 3, 4, -1].map((days) => ({ what: `part ${days}`, until: inDays(days) }));
    const { detail } = certificatesFinding(certificates, now);
    expect(detail).toBe(
      'part -1 expired on 2026-11-29; part 1 expires in 1 day, on 2026-12-01; part 2 expires in 2 days, on 2026-12-02; and 2 more.',
    );
  });

  test('are read during the handshake, even an expired one, and even if the server requires a client’s certificate', async () => {
    const until = new Date(Math.floor(Date.now() / 1000 - 60) * 1000);
    const { certificate: cert, key } = await selfSigned(until);
    const server = createServer({ cert, key, requestCert: true, rejectUnauthorized: true }).listen(0);
    const { port } = server.address() as AddressInfo;
    const places = [
      servedAtUrl('the server', `https://localhost:${port}`),
      servedAtUrl('nobody', 'https://localhost:1'),
    ];
    try {
      expect(await servedCertificates(places)).toEqual([{ what: 'the server', until }]);
      expect(ownCertificate('the file', cert)).toEqual({ what: 'the file', until });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

describe('disk', () => {
  test.each([
    [0.11, 'ok'],
    [0.09, 'warn'],
    [0.019, 'fail'],
    [0, 'fail'],
  ])('with a free part of %s in the fullest place is %s', (free, state) => {
    const places = [
      { what: 'Logs', free: 0.9 },
      { what: 'The peer’s data', free },
    ];
    expect(diskFinding(places)).toMatchObject({
      state,
      detail: expect.stringContaining('The peer’s data') as string,
    });
  });

  test('is measured where a folder is', async () => {
    const { free } = await diskSpaceOf('Here', tmpdir());
    expect(free).toBeGreaterThanOrEqual(0);
    expect(free).toBeLessThanOrEqual(1);
    await expect(diskSpaceOf('Nowhere', '/nowhere/at/all')).rejects.toThrow('ENOENT');
  });
});

describe('the clock', () => {
  test.each([
    ['agrees', [[-0.3, 0.1], 3], ['ok', 0]],
    ['agrees with the only other that answers', [[0.1], 3], ['ok', 0]],
    ['agrees with half a minute off', [[30, 30], 3], ['ok', 30]],
    ['is a little behind all others', [[-31, -31], 3], ['warn', -31]],
    ['is two minutes ahead', [[120, 120.4], 3], ['warn', 120]],
    ['is further ahead', [[121, 121], 3], ['fail', 121]],
    ['is behind all', [[-300, -3_600], 3], ['fail', -300]],
    ['is called wrong by one that lies', [[0.1, 86_400], 3], ['ok', 0]],
    ['is called wrong by the only other that answers', [[3_600], 3], ['warn', 3_600]],
    ['is called wrong by the other of two', [[-86_400], 2], ['warn', -86_400]],
    ['is called wrong by two that do not agree', [[-86_400, 3_600], 3], ['warn', 3_600]],
    ['is wrong for three of four', [[300, 301, 302], 4], ['fail', 300]],
    ['is wrong for two of four while one is silent', [[300, 301], 4], ['warn', 300]],
    ['is wrong for two of four, right for one', [[0, 300, 301], 4], ['warn', 300]],
    ['cannot be compared', [[], 3], ['warn', undefined]],
    ['cannot be compared with one of three others', [[0], 4], ['warn', undefined]],
    ['has none to be compared with', [[], 1], ['ok', 0]],
  ] as const)('%s', (_, [others, total], [state, offset]) => {
    const found = clockFinding(others, total);
    expect([found.state, found.figures?.offset]).toEqual([state, offset]);
  });
});

describe('the clock of the organization’s own key agent', () => {
  test.each([
    [30, 'ok', /agrees/],
    [31, 'warn', /^The clock of HospitalA’s key agent is 31 seconds behind this one\.$/],
    [-180, 'warn', /^The clock of HospitalA’s key agent is 180 seconds ahead of this one\.$/],
    [undefined, 'ok', /agrees/],
  ] as const)('%s seconds off is %s, whatever others say', (offset, state, words) => {
    const found = withOwnAgent(clockFinding([0, 0], 3), offset, 'HospitalA');
    expect(found).toMatchObject({ state, detail: expect.stringMatching(words) as string });
  });

  test('does not hide that this clock is wrong', () => {
    const found = clockFinding([300, 300], 3);
    expect(withOwnAgent(found, 300, 'HospitalA')).toEqual(found);
  });
});

test('the clocks of all organizations’ key agents are requested, and this organization’s is kept apart', async () => {
  const asked: string[] = [];
  const connections = {
    ask: ({ mspId }: Organization) => {
      asked.push(mspId);
      const date = new Date(Date.now() - (mspId === 'HospitalAMSP' ? 50_000 : 100_000)).toUTCString();
      return Promise.resolve({ status: 200, date, body: Buffer.alloc(0) });
    },
  } as unknown as MemberConnections;
  const named = await organizationsOf(['HospitalA', 'HospitalB', 'Regulator']).all();
  const all = () => Promise.resolve(named.map((each) => ({ ...each, keyAgentUrl: 'https://localhost' })));
  const organizations = { ...organizationsOf([]), all };
  const agents = new AgentClient({ organizations, connections, onLate: () => undefined });
  const { others, own } = await agents.offsets('HospitalAMSP');
  expect(asked).toEqual(['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP']);
  expect([own ?? 0, ...others].map((offset) => Math.round(offset / 10))).toEqual([5, 10, 10]);
});

test('an orderer that only follows fails, and so does a consenter without a leader', () => {
  expect(orderingFinding({ role: 'consenter', hasLeader: true }).state).toBe('ok');
  expect(orderingFinding({ role: 'consenter', hasLeader: false }).state).toBe('fail');
  expect(orderingFinding({ role: 'follower', hasLeader: true })).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('only a follower') as string,
  });
  expect(orderingFinding({ role: null, hasLeader: false }).state).toBe('fail');
});

test('a supervisor that is gone is reported, with the command that starts a new one', () => {
  expect(supervisorFinding('gone')).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('supervisor is gone') as string,
    remedy: expect.stringContaining('network -- up') as string,
  });
  expect(supervisorFinding('watches').state).toBe('ok');
});

test('after a slow look fails three times, or never ends, its finding no longer counts, except an earlier failure', async () => {
  let now = 0;
  let answer: Promise<Finding> = Promise.resolve(fine('Good.', { offset: 0 }));
  const look = new SlowLook({ look: () => answer, interval: 10_000, now: () => now });
  await look.look();
  answer = Promise.reject(new Error('away'));
  for (now = 10_000; now <= 30_000; now += 10_000) {
    await look.look().catch(() => undefined);
    expect(look.finding().state).toBe('ok');
  }
  now = 31_000;
  expect(look.finding()).toEqual({
    state: 'warn',
    detail: 'Not checked for 31 seconds: the check fails.',
    remedy: expect.stringContaining('other checks') as string,
  });
  answer = Promise.resolve(failing('Bad.', 'Mend it.'));
  await look.look();
  now = 90_000;
  expect(look.finding()).toMatchObject({ state: 'fail', detail: 'Bad.' });
});

test('a slow look runs in the background; one that fails keeps the earlier finding', async () => {
  const answers = [fine('Good.'), undefined, failing('Bad.', 'Mend it.')];
  const look = new SlowLook({
    look: () => {
      const answer = answers.shift();
      return answer === undefined ? Promise.reject(new Error('away')) : Promise.resolve(answer);
    },
    interval: 60_000,
  });
  expect(look.finding().state).toBe('warn');
  await look.look();
  expect(look.finding().detail).toBe('Good.');
  await expect(look.look()).rejects.toThrow('away');
  expect(look.finding().detail).toBe('Good.');
  const stop = new AbortController();
  const running = look.run(stop.signal);
  await expect.poll(() => look.finding().detail).toBe('Bad.');
  stop.abort();
  await running;
});
