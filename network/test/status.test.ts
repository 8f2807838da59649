import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../gateway-app/test/support/self-signed.js';
import { statusTable } from '../src/cli/status-table.js';
import { certificatesOf, listCertificates } from '../src/lifecycle/certificates.js';
import { organizationChecks } from '../src/lifecycle/organization-checks.js';
import { readStatus } from '../src/lifecycle/status.js';
import { recordProcess } from '../src/supervisor/pid-file.js';
import { socketPath } from '../src/topology/instance.js';
import { authorityFiles, identityFiles, tlsFiles } from '../src/topology/layout.js';
import { writeFile } from '../src/write-file.js';
import { exampleInstance } from './example-instance.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Ports on which nothing listens. */
const quietBase = 60_100;

function homeInstance() {
  const home = mkdtempSync(path.join(tmpdir(), 'medseal-status-'));
  ends.push(() => {
    rmSync(home, { recursive: true, force: true });
  });
  return exampleInstance(home, quietBase);
}

async function certificateUntil(until: Date): Promise<string> {
  return (await selfSigned(until)).certificate;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 + 60_000);

describe('status', () => {
  test('says that the supervisor is gone while parts run, and which command takes over', async () => {
    const instance = homeInstance();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("ready")'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    ends.push(() => child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    recordProcess(instance, 'HospitalA/peer', child.pid ?? 0);
    const status = await readStatus(instance);
    expect(status.state).toBe('partly');
    expect(status.checks).toContainEqual(
      expect.objectContaining({
        name: 'supervisor',
        state: 'fail',
        detail: expect.stringMatching(/is gone/) as string,
      }),
    );
    expect(statusTable(status)).toMatch(/supervisor is gone.*npm run network -- up/);
  });

  test('says that a supervisor does not answer, rather than wait for it', { timeout: 60_000 }, async () => {
    const instance = homeInstance();
    mkdirSync(path.dirname(socketPath(instance)), { recursive: true });
    const server = createServer(() => undefined).listen(socketPath(instance));
    ends.push(() => server.close());
    await once(server, 'listening');
    const { checks } = await readStatus(instance);
    expect(checks).toContainEqual(
      expect.objectContaining({ state: 'fail', detail: expect.stringMatching(/does not answer/) as string }),
    );
  });

  test('of a home where nothing runs is down', async () => {
    const status = await readStatus(homeInstance());
    expect(status).toMatchObject({ state: 'down', organizations: [{ orderer: null }, {}, {}] });
  });
});

describe('certificates of an organization', () => {
  test('are all listed with the days left, the first to expire first', async () => {
    const [organization] = homeInstance().organizations;
    if (organization === undefined) throw new Error('no organization');
    writeFile(authorityFiles(organization, 'tls').certificate, await certificateUntil(inDays(5_000)));
    writeFile(tlsFiles(organization, 'peer').certificate, await certificateUntil(inDays(40)));
    writeFile(identityFiles(organization, 'orderer').certificate, await certificateUntil(inDays(-3)));
    expect(listCertificates(certificatesOf(organization), new Date())).toMatchObject([
      { what: 'HospitalA: identity orderer', daysLeft: -3 },
      { what: 'HospitalA: TLS of peer', daysLeft: 40 },
      { what: 'HospitalA: root of TLS', daysLeft: 5_000 },
    ]);
  });
});

describe('checks of an organization', () => {
  const looked = {
    parts: [{ name: 'HospitalA/orderer', state: 'running' }],
    certificates: [{ what: 'HospitalA: TLS of peer', until: inDays(40) }],
    orderer: { role: 'follower', isLeader: false, knowsLeader: true },
    hasLeader: true,
    gateway: [],
  } as const;

  async function statesOf(more: Partial<Parameters<typeof organizationChecks>[2]>) {
    const instance = homeInstance();
    const [organization] = instance.organizations;
    if (organization === undefined) throw new Error('no organization');
    mkdirSync(organization.folder, { recursive: true });
    const checks = await organizationChecks(instance, organization, { ...looked, ...more });
    return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
  }

  test('fail for an orderer that only follows, and warn about certificates', async () => {
    expect(await statesOf({})).toMatchObject({ ordering: 'fail', certificates: 'warn', parts: 'ok' });
  });

  test('fail for a part that does not serve', async () => {
    const parts = [{ name: 'HospitalA/orderer', state: 'restarting' }];
    expect(await statesOf({ parts })).toMatchObject({ parts: 'fail' });
  });

  test('keep the worse result if the gateway checked the same thing, and its other results', async () => {
    const gateway = (state: 'ok' | 'fail') =>
      ['certificates', 'acts'].map((name) => ({ name, state, detail: 'Of the gateway.', remedy: '' }));
    expect(await statesOf({ gateway: gateway('fail') })).toMatchObject({
      certificates: 'fail',
      acts: 'fail',
    });
    expect(await statesOf({ gateway: gateway('ok') })).toMatchObject({ certificates: 'warn', acts: 'ok' });
  });
});
