import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { chainsTo } from '@medseal/sealing';
import { type Digest, encodeId } from '@medseal/ledger-model';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Authority, type Identity, newAuthority } from '../../key-agent/test/certificates.js';
import { MemberConnections } from '../src/adapters/member-connections.js';
import { Failure } from '../src/domain/failure.js';
import { createMemberServer } from '../src/http/member.js';

const mspId = 'HospitalAMSP';
const objectKey = `aa/${'0'.repeat(32)}`;
const disclosureId = encodeId('disclosure', randomBytes(16));
const address = `/member/objects/${objectKey}`;
const asked = `${address}?disclosure=${disclosureId}`;
const checked = `${address}/check?disclosure=${disclosureId}`;
const sealed = randomBytes(70_000);
const foundAt = '2026-01-01T00:00:00.000Z';

let hospitalA: Authority;
let hospitalB: Authority;
let regulator: Authority;
let stranger: Authority;
let own: Identity;
let server: Server;
let url: string;
/** Bytes of the object; undefined when it is gone. */
let stored: Buffer | undefined;
let cut: AbortController;
/** What the server made of it. */
let looks: string[];
let checks: string[];
let logged: unknown[];
let connections: MemberConnections[];

beforeAll(async () => {
  [hospitalA, hospitalB, regulator, stranger] = (await Promise.all(
    ['A', 'B', 'R', 'Z'].map(newAuthority),
  )) as [Authority, Authority, Authority, Authority];
  own = await hospitalA.issue();
});

beforeEach(async () => {
  stored = sealed;
  cut = new AbortController();
  [looks, checks, logged, connections] = [[], [], [], []];
  server = createMemberServer(
    {
      mspId,
      store: {
        get: () =>
          stored === undefined
            ? Promise.reject(new Failure('INTEGRITY', 'the object is not there'))
            : Promise.resolve({ size: sealed.length, content: Readable.from([stored]) }),
      } as never,
      fetch: () =>
        Promise.resolve({
          disclosureId,
          locations: [{ mspId, objectKey }],
          ciphertextSha256: `sha256:${createHash('sha256').update(sealed).digest('hex')}` as Digest,
          size: sealed.length,
          reader: { mspId: 'HospitalBMSP', tlsRoot: hospitalB.root },
        }),
      readings: { begin: () => ({ signal: cut.signal, end: () => undefined }) } as never,
      altered: {
        looks: { whole: () => looks.push('whole'), doubtful: () => looks.push('doubtful') },
        list: () => Promise.resolve([{ objectKey, foundAt }]),
        check: (key) => {
          checks.push(key);
          return Promise.resolve();
        },
      },
      roots: () => Promise.resolve([hospitalA.root, hospitalB.root, regulator.root]),
      chainsTo: (certificate, root) => chainsTo(certificate, root, new Date()),
      log: (facts) => logged.push(facts),
    },
    { cert: own.certificate, key: own.key },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(connections.map((each) => each.close()));
  server.closeAllConnections();
  server.close();
});

async function ask(authority: Authority, path: string, method: 'GET' | 'POST' = 'GET') {
  const connection = new MemberConnections(await authority.issue());
  connections.push(connection);
  const options = { method, headersTimeout: 5_000 };
  const { statusCode, body } = await connection.request(
    { tlsRoot: hospitalA.root },
    new URL(path, url),
    options,
  );
  return { status: statusCode, bytes: Buffer.from(await body.arrayBuffer()) };
}

describe('a stranger’s certificate', () => {
  test('gets neither the list, nor a look, nor bytes', async () => {
    expect(await ask(stranger, '/member/altered')).toEqual({ status: 403, bytes: Buffer.alloc(0) });
    expect(await ask(stranger, checked, 'POST')).toEqual({ status: 403, bytes: Buffer.alloc(0) });
    expect(await ask(stranger, asked)).toEqual({ status: 403, bytes: Buffer.alloc(0) });
    expect({ looks, checks }).toEqual({ looks: [], checks: [] });
  });

  test('of the name of a member does not help', async () => {
    const namesake = await newAuthority('B');
    expect((await ask(namesake, '/member/altered')).status).toBe(403);
    expect((await ask(namesake, checked, 'POST')).status).toBe(403);
  });
});

describe('a member', () => {
  test('is told what is altered here, whichever it is', async () => {
    for (const member of [hospitalB, regulator]) {
      const { status, bytes } = await ask(member, '/member/altered');
      expect(status).toBe(200);
      expect(JSON.parse(bytes.toString())).toEqual({ items: [{ objectKey, foundAt }] });
    }
  });

  test('has an object looked at that a reading of its own names', async () => {
    expect((await ask(hospitalB, checked, 'POST')).status).toBe(200);
    expect(checks).toEqual([objectKey]);
  });

  test('has nothing looked at, and gets no bytes, by another one’s reading or of another object', async () => {
    expect((await ask(regulator, checked, 'POST')).status).toBe(403);
    expect((await ask(regulator, asked)).status).toBe(403);
    const other = `bb/${'0'.repeat(32)}`;
    expect((await ask(hospitalB, checked.replace(objectKey, other), 'POST')).status).toBe(403);
    expect((await ask(hospitalB, asked.replace(objectKey, other))).status).toBe(403);
    expect((await ask(hospitalB, `/member/objects/aa/..?disclosure=${disclosureId}`)).status).toBe(404);
    expect((await ask(hospitalB, address)).status).toBe(400);
    expect({ looks, checks }).toEqual({ looks: [], checks: [] });
    expect(logged.length).toBeGreaterThan(0);
  });
});

describe('bytes that leave', () => {
  test('are noted as whole when they are what the ledger says', async () => {
    const { status, bytes } = await ask(hospitalB, asked);
    expect(status).toBe(200);
    expect(bytes.equals(sealed)).toBe(true);
    expect(looks).toEqual(['whole']);
  });

  test('are noted as doubtful when they are not', async () => {
    stored = Buffer.from(sealed);
    stored[40_000] = (stored[40_000] ?? 0) ^ 1;
    expect((await ask(hospitalB, asked)).status).toBe(200);
    expect(looks).toEqual(['doubtful']);
  });

  test('that are not there are noted as doubtful', async () => {
    stored = undefined;
    expect((await ask(hospitalB, asked)).status).toBe(502);
    expect(looks).toEqual(['doubtful']);
  });

  test('stay when the reading is cut before', async () => {
    cut.abort(new Failure('NO_PERMISSION', 'revoked'));
    expect((await ask(hospitalB, asked)).status).toBe(403);
    expect(looks).toEqual([]);
  });
});
