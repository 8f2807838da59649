import { LedgerError, releaseAnswerSchema, type ErrorCode, type Release } from '@medseal/ledger-model';
import { newKemSeed, openReleasedHalf, openReleasedShare } from '@medseal/sealing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Arrivals, type Ordered } from '../src/arrivals.js';
import type { Agent } from '../src/release-shares.js';
import { Refusal } from '../src/refusal.js';
import { newAuthority } from './certificates.js';
import {
  disclosureId,
  FakeSource,
  idOf,
  ids,
  manifestOf,
  mspIds,
  newVersion,
  notFound,
  recorded,
  releaseOf,
  wrapFor,
} from './releases.js';
import { runAgent, type Answer, type RunningAgent } from './running-agent.js';

const ours = await newAuthority('tls.regulator');
const readers = await newAuthority('tls.hospital-b');
const others = await newAuthority('tls.hospital-a');
const reader = await readers.issue();
const version = await newVersion();
const release = releaseOf(version, 2, readers.root);
const [, , seed = newKemSeed()] = version.agentSeeds;
const body = JSON.stringify({ disclosureId });

const members = [ours, readers, others].map(({ root }, index) => ({
  mspId: ['RegulatorMSP', 'HospitalBMSP', 'HospitalAMSP'][index] ?? '',
  tlsRoot: root,
}));
const running: RunningAgent[] = [];

async function start(
  source: FakeSource,
  patience = 2_000,
  arrivals: Agent['arrivals'] = new Arrivals(),
): Promise<RunningAgent> {
  if (source.consortium.length === 0) source.consortium = members;
  const agent = await runAgent({ source, arrivals, mspId: mspIds[2], seed, patience }, ours);
  running.push(agent);
  return agent;
}

async function ask(answers: readonly (Release | Error)[], patience?: number): Promise<Answer> {
  const agent = await start(new FakeSource(answers), patience);
  return agent.call({ identity: reader, body });
}

function expectRefusal(answer: Answer, status: number, code: string): void {
  expect(answer).toEqual({ status, type: 'application/problem+json', body: { status, code } });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

describe('a release', () => {
  test('gives its organization’s share only to the reader of the disclosure', async () => {
    const answer = await ask([release]);
    expect(answer).toMatchObject({ status: 200, type: 'application/json' });
    const { shares, ...rest } = releaseAnswerSchema.parse(answer.body);
    expect(rest).toEqual({ disclosureId, mspId: 'RegulatorMSP' });
    const [released = expect.fail(), ...more] = shares;
    expect(more).toEqual([]);
    const holder = version.set.shares[2] ?? expect.fail();
    const opened = await openReleasedShare({ released, holder, seed: version.readerSeed, ids, disclosureId });
    expect(opened.mspId).toBe('RegulatorMSP');
    await expect(
      openReleasedShare({ released, holder, seed: newKemSeed(), ids, disclosureId }),
    ).rejects.toThrow();
  });

  test('is not given for a disclosure that was held back', async () => {
    const isLate = ({ tx, at }: Ordered) => tx === recorded.tx && at === recorded.at;
    const arrivals = { isLate, follows: () => true };
    const agent = await start(new FakeSource([release]), undefined, arrivals);
    expectRefusal(await agent.call({ identity: reader, body }), 403, 'EXPIRED');
    expect(agent.logged.join('\n')).toContain('the disclosure was held back');
  });

  test('waits until this organization’s peer knows the disclosure', async () => {
    const source = new FakeSource([notFound, notFound, release]);
    const agent = await start(source);
    expect((await agent.call({ identity: reader, body })).status).toBe(200);
    expect(source.asked).toEqual([disclosureId, disclosureId, disclosureId]);
  });

  test('is refused when this organization’s peer never knows it', async () => {
    expectRefusal(await ask([notFound], 250), 404, 'NOT_FOUND');
  });

  test.each<[ErrorCode, number]>([
    ['FORBIDDEN', 403],
    ['NO_PERMISSION', 403],
    ['NOT_ACTIVE', 403],
    ['EXPIRED', 403],
    ['INVALID', 400],
  ])('that the ledger refuses with %s is refused at once', async (code, status) => {
    const source = new FakeSource([new LedgerError(code, 'not now')]);
    const agent = await start(source);
    expectRefusal(await agent.call({ identity: reader, body }), status, code);
    expect(source.asked).toHaveLength(1);
  });

  test('is unavailable while the peer is away', async () => {
    expectRefusal(await ask([new Refusal('UNAVAILABLE', new Error('ECONNREFUSED'))]), 503, 'UNAVAILABLE');
  });

  test('reveals nothing about an unexpected failure', async () => {
    expectRefusal(await ask([new Error('secret detail')]), 500, 'INTERNAL');
  });
});

describe('a caller', () => {
  test('without a certificate gets only health, and the ledger is not asked', async () => {
    const source = new FakeSource([release]);
    const agent = await start(source);
    expectRefusal(await agent.call({ body }), 401, 'UNAUTHENTICATED');
    expect(source.asked).toEqual([]);
  });

  test('of an organization other than the reader’s is refused', async () => {
    const agent = await start(new FakeSource([release]));
    for (const identity of [await others.issue(), await ours.issue()]) {
      expectRefusal(await agent.call({ identity, body }), 403, 'FORBIDDEN');
    }
  });

  test('of no organization or with an expired certificate loses the connection; the ledger is not asked', async () => {
    const source = new FakeSource([release]);
    const agent = await start(source);
    const impostor = await (await newAuthority('tls.hospital-b')).issue();
    for (const identity of [impostor, await readers.issue({ minutes: 59 })])
      for (const path of ['/releases', '/livez'])
        await expect(agent.call({ identity, path, body })).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(source.asked).toEqual([]);
    expect(agent.logged).toEqual([]);
  });

  test('must speak TLS 1.3, and may do so with a post-quantum key exchange', async () => {
    const agent = await start(new FakeSource([release]));
    const old = agent.call({ identity: reader, body, tls: { maxVersion: 'TLSv1.2' } });
    await expect(old).rejects.toThrow();
    const hybrid = await agent.call({ identity: reader, body, tls: { ecdhCurve: 'X25519MLKEM768' } });
    expect(hybrid.status).toBe(200);
  });
});

describe('a share', () => {
  test('copied from another record does not open', async () => {
    const otherIds = { ...ids, versionId: idOf('version', 9) };
    const { set, agentSeeds } = await newVersion(otherIds);
    const copied = { ...release, shares: releaseOf({ ...version, set }, 2, readers.root).shares };
    const source = new FakeSource([copied], true, members);
    const agent = await runAgent(
      {
        ...{ source, arrivals: new Arrivals(), mspId: mspIds[2] },
        ...{ seed: agentSeeds[2] ?? newKemSeed(), patience: 0 },
      },
      ours,
    );
    running.push(agent);
    expectRefusal(await agent.call({ identity: reader, body }), 502, 'CANNOT_OPEN');
  });

  test('under another kind, generation or commitment does not open', async () => {
    const [share = expect.fail()] = release.shares;
    const commitment = version.set.shares[0]?.commitment ?? expect.fail();
    for (const change of [{ kind: 'emergency' as const }, { generation: 2 }, { commitment }]) {
      const answer = await ask([{ ...release, shares: [{ ...share, ...change }] }]);
      expectRefusal(answer, 502, 'CANNOT_OPEN');
    }
  });

  test('of another organization is not touched', async () => {
    expectRefusal(await ask([releaseOf(version, 0, readers.root)]), 502, 'CANNOT_OPEN');
  });

  test('is never released under another disclosure', async () => {
    expectRefusal(await ask([{ ...release, disclosureId: idOf('disclosure', 9) }]), 500, 'INTERNAL');
  });
});

describe('a wrap of the organization', () => {
  const wrapped = async () => ({ ...release, wrap: await wrapFor(version, 2) });

  test('is resealed to the reader of the disclosure, in addition to the share', async () => {
    const { shares, half = expect.fail() } = releaseAnswerSchema.parse((await ask([await wrapped()])).body);
    expect(shares).toHaveLength(1);
    const opening = { half, mspId: mspIds[2], seed: version.readerSeed, ids, disclosureId };
    const manifest = manifestOf(version);
    expect(await openReleasedHalf({ ...opening, manifest })).toEqual(new Uint8Array(version.half));
    await expect(openReleasedHalf({ ...opening, manifest, seed: newKemSeed() })).rejects.toThrow();
    await expect(openReleasedHalf({ ...opening, manifest, mspId: mspIds[1] })).rejects.toThrow();
  });

  test('is optional: without one there is no half', async () => {
    expect(releaseAnswerSchema.parse((await ask([release])).body)).not.toHaveProperty('half');
  });

  test('of another organization, version, consent or key does not open', async () => {
    const { wrap } = await wrapped();
    for (const change of [
      { holder: mspIds[0] },
      { versionId: idOf('version', 9) },
      { basis: idOf('consent', 7) },
      { keyVersion: 2 },
    ]) {
      const answer = await ask([{ ...release, wrap: { ...wrap, ...change } }]);
      expectRefusal(answer, 502, 'CANNOT_OPEN');
    }
    expectRefusal(await ask([{ ...release, wrap: await wrapFor(version, 0) }]), 502, 'CANNOT_OPEN');
  });

  test('of a half other than the committed one is not passed on', async () => {
    const wrap = await wrapFor(version, 2, newKemSeed());
    expectRefusal(await ask([{ ...release, wrap }]), 502, 'CANNOT_OPEN');
  });
});

describe('a request', () => {
  test.each([
    ['with an unknown member', JSON.stringify({ disclosureId, more: 1 })],
    ['without the id', '{}'],
    ['with an id of another kind', JSON.stringify({ disclosureId: ids.reportId })],
    ['with a wrong check character', JSON.stringify({ disclosureId: `${disclosureId.slice(0, -1)}?` })],
    ['that names the id twice', `{"disclosureId":"${disclosureId}","disclosureId":"${disclosureId}"}`],
    ['that is not JSON', '{'],
    ['that is not UTF-8', Buffer.concat([Buffer.from(body.slice(0, -2)), Buffer.of(0xff, 0x22, 0x7d)])],
    ['with a byte order mark', `\uFEFF${body}`],
    ['that is empty', ''],
  ])('%s is invalid', async (_name, text) => {
    const source = new FakeSource([release]);
    const agent = await start(source);
    expectRefusal(await agent.call({ identity: reader, body: text }), 400, 'INVALID');
    expect(source.asked).toEqual([]);
  });

  test('that is too long is cut off', async () => {
    const agent = await start(new FakeSource([release]));
    const long = JSON.stringify({ disclosureId, padding: 'x'.repeat(2000) });
    expectRefusal(await agent.call({ identity: reader, body: long }), 413, 'TOO_LARGE');
  });

  test('of another type, method or path is refused', async () => {
    const agent = await start(new FakeSource([release]));
    const call = { identity: reader, body };
    for (const type of ['text/plain', 'application/json; charset=utf-16'])
      expectRefusal(await agent.call({ ...call, type }), 415, 'UNSUPPORTED_TYPE');
    expectRefusal(await agent.call({ ...call, method: 'PUT' }), 405, 'METHOD_NOT_ALLOWED');
    expectRefusal(await agent.call({ ...call, path: '/releases/1' }), 404, 'NOT_FOUND');
  });
});

describe('health', () => {
  test('is reported without a certificate', async () => {
    const up = await start(new FakeSource([release]));
    expect(await up.call({ method: 'GET', path: '/livez' })).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    expect(await up.call({ method: 'GET', path: '/readyz' })).toMatchObject({ status: 200 });
    const down = await start(new FakeSource([release], false));
    expect(await down.call({ method: 'GET', path: '/readyz' })).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE' },
    });
    expect(await down.call({ method: 'GET', path: '/livez' })).toMatchObject({ status: 200 });
    const blind = { isLate: () => false, follows: () => false };
    const behind = await start(new FakeSource([release]), undefined, blind);
    expect(await behind.call({ method: 'GET', path: '/readyz' })).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE' },
    });
    expect(behind.logged.join()).toContain('the blocks of the peer are not followed');
  });
});

describe('the log', () => {
  test('names outcome and duration, and no disclosure, person or key', async () => {
    const agent = await start(new FakeSource([release]));
    await agent.call({ identity: reader, body });
    await agent.call({ identity: await others.issue(), body });
    await agent.call({ identity: reader, body, path: `/releases?${disclosureId}` });
    await agent.call({ identity: reader, body, path: `/${disclosureId}` });
    const text = agent.logged.join('\n');
    expect(agent.logged).toHaveLength(4);
    expect(text).toMatch(/"outcome":"OK"/);
    expect(text).toMatch(/"outcome":"FORBIDDEN"/);
    for (const secret of [
      disclosureId,
      ids.patient,
      ids.reportId,
      release.reader.pseudonym,
      'base64',
      'BEGIN',
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('stopping', () => {
  test('lets running requests end and takes no more', async () => {
    const source = new FakeSource([notFound, notFound, release]);
    const agent = await start(source);
    const answer = agent.call({ identity: reader, body });
    await vi.waitUntil(() => source.asked.length > 0, { timeout: 10_000, interval: 5 });
    const [{ status }] = await Promise.all([answer, agent.stop()]);
    expect(status).toBe(200);
    await expect(agent.call({ identity: reader, body })).rejects.toThrow('ECONNREFUSED');
  });
});
