import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Authority, newAuthority } from '../../../key-agent/test/certificates.js';
import {
  type HostileAnswer,
  hostileAnswers,
  type HostilePart,
  startHostilePart,
} from '../../../transport/test/hostile-answers.js';
import { AgentClient } from '../../src/adapters/members/agent-client.js';
import { MemberNeighbours } from '../../src/adapters/members/altered-neighbours.js';
import { FabricCa } from '@medseal/ledger-client';
import { MemberConnections } from '../../src/adapters/members/member-connections.js';
import { MinioStore } from '../../src/adapters/store/minio-store.js';
import { LocatedSource } from '../../src/adapters/members/sealed-source.js';
import type { AgentAnswer } from '../../src/domain/reports/key-agents.js';
import type { Organization } from '../../src/domain/ledger/organizations.js';

/** Every hostile way to answer; each organization has one. */
const kinds = Object.keys(hostileAnswers) as HostileAnswer[];
const disclosureId = encodeId('disclosure', randomBytes(16));
const objectKey = `aa/${'0'.repeat(32)}`;

let authority: Authority;
let parts: HostilePart[];
let all: Organization[];
let connections: MemberConnections;

beforeAll(async () => {
  authority = await newAuthority('a');
  const tls = await authority.issue();
  parts = await Promise.all(kinds.map((kind) => startHostilePart(tls, kind)));
  all = parts.map((part, index) => organizationOf(part, `Organization${index}`));
  connections = new MemberConnections(await authority.issue());
});
afterAll(async () => {
  await connections.close();
  await Promise.all(parts.map((part) => part.stop()));
});

const urlOf = ({ port }: HostilePart) => `https://localhost:${port}`;

function organizationOf(part: HostilePart, name: string): Organization {
  const [memberUrl, keyAgentUrl] = [urlOf(part), urlOf(part)];
  return {
    mspId: `${name}MSP`,
    name,
    kind: 'hospital',
    memberUrl,
    keyAgentUrl,
    tlsRoot: authority.root,
    keys: [],
  };
}

const organizations = {
  all: () => Promise.resolve(all),
  byMspId: (wanted: string) =>
    Promise.resolve(all.find(({ mspId }) => mspId === wanted) ?? expect.fail('no such organization')),
  settings: () => expect.fail('not asked for'),
};

/**
 * Milliseconds in addition to the gateway's own time limits: the hostile parts flood this very process, and other
 * tests may run at the same time.
 */
const slack = 6_000;

/** Runs work that must end within the gateway's own time limit, milliseconds. */
async function within<Result>(limit: number, work: Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work;
  expect(performance.now() - began).toBeLessThan(limit + slack);
  return result;
}

/** The result of asking each part. */
async function outcomes(ask: (each: Organization, part: HostilePart) => Promise<unknown>): Promise<string[]> {
  const settled = await Promise.allSettled(
    all.map((each, index) => ask(each, parts[index] ?? expect.fail('no part'))),
  );
  return settled.map(({ status }, index) => `${kinds[index] ?? ''}: ${status}`);
}

const everybody = (status: string) => kinds.map((kind) => `${kind}: ${status}`);

describe.concurrent('whatever they answer', () => {
  test('key agents cost a reading at most seven seconds, and give nothing', async () => {
    const answers: AgentAnswer[] = [];
    const read = async () => {
      const released = new AgentClient({ organizations, connections, onLate: () => undefined }).release(
        disclosureId,
        new AbortController().signal,
      );
      for await (const answer of released) answers.push(answer);
    };
    await within(7_000, read());
    expect(answers).toEqual([]);
    expect(parts.map((part) => part.asked() > 0)).toEqual(kinds.map(() => true));
  });

  test('calls to key agents end when the reader leaves', async () => {
    const gone = new AbortController();
    const released = new AgentClient({ organizations, connections, onLate: () => undefined }).release(
      disclosureId,
      gone.signal,
    );
    setTimeout(() => {
      gone.abort();
    }, 300);
    const read = async () => {
      for await (const answer of released) expect.fail(answer.mspId);
    };
    // Late answers are accepted for one second; without the signal, the iteration would not end before all questions
    // end.
    await within(300, read());
  });

  test('key agents are counted as unavailable after a second', async () => {
    const { up, total } = await within(
      1_000,
      new AgentClient({ organizations, connections, onLate: () => undefined }).ready(
        new AbortController().signal,
      ),
    );
    expect(total).toBe(kinds.length);
    expect(up).toBeLessThanOrEqual(3);
  });

  test('gateways say nothing about altered objects', async () => {
    const neighbours = new MemberNeighbours({ organizations, connections });
    const asked = outcomes(({ mspId }) => neighbours.altered(mspId));
    expect(await within(5_000, asked)).toEqual(everybody('rejected'));
  });

  test('gateways hand over no bytes of another size than the ledger says', async () => {
    const source = new LocatedSource({
      own: { mspId: 'OwnMSP', store: undefined },
      organizations,
      connections,
    });
    const asked = outcomes(({ mspId }) =>
      source.open(
        { locations: [{ mspId, objectKey }], disclosureId, size: 5_000 },
        new AbortController().signal,
      ),
    );
    expect(await within(10_000, asked)).toEqual(everybody('rejected'));
  });

  test('certification authorities enrol no one', async () => {
    const asked = outcomes(async (_, part) => {
      const ca = new FabricCa({ url: urlOf(part), name: 'ca', tlsRoot: authority.root });
      try {
        return await ca.enroll({ enrollmentId: 'ada', secret: 'secret' });
      } finally {
        ca.close();
      }
    });
    expect(await within(10_000, asked)).toEqual(everybody('rejected'));
  });

  test('stores answer within five seconds whether they are ready, or not at all', async () => {
    const asked = outcomes(async (_, part) => {
      const store = new MinioStore({
        url: urlOf(part),
        bucket: 'sealed-reports',
        accessKey: 'access',
        secretKey: 'secret',
        tlsRoot: authority.root,
      });
      try {
        await store.ready(new AbortController().signal);
        await store.remove(objectKey);
      } finally {
        await store.close();
      }
    });
    expect(await within(10_000, asked)).toEqual(everybody('rejected'));
  });
});
