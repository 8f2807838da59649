import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { encodeId } from '@medseal/ledger-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FabricCa } from '@medseal/ledger-client';
import { PeopleCa } from '../../src/adapters/ca/people-ca.js';
import { selfSigned } from '../support/self-signed.js';

const pseudonym = encodeId('pseudonym', Buffer.alloc(16, 1));
/** Error numbers of Fabric CA (lib/caerrors/servererror.go). */
const codes = { authentication: 20, authorization: 71, duplicate: 74 } as const;

/** A CA server that answers as told, and the paths that were requested. */
let server: Server;
let asked: string[];
/** Error numbers by path, one answer after another; then all is well. */
let errors: Record<string, number[]>;
let client: FabricCa;
let people: PeopleCa;

beforeEach(async () => {
  asked = [];
  errors = {};
  const { certificate, key } = await selfSigned();
  const result = {
    Cert: Buffer.from(certificate).toString('base64'),
    ServerInfo: { CAChain: Buffer.from(certificate).toString('base64') },
  };
  server = createServer({ cert: certificate, key }, (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const code = errors[path]?.shift();
    response.end(
      JSON.stringify(code === undefined ? { success: true, result } : { success: false, errors: [{ code }] }),
    );
  }).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = new FabricCa({ url: `https://localhost:${port}`, name: 'ca', tlsRoot: certificate });
  people = new PeopleCa({ ca: client, registrar: { id: 'registrar', secret: 'secret' } });
});
afterEach(() => {
  client.close();
  server.close();
  server.closeAllConnections();
});

const register = () => people.register({ pseudonym, role: 'patient', secret: 'secret' });

test('is ready when it answers and has this CA, and is asked no longer than someone waits', async () => {
  const { signal } = new AbortController();
  expect(await client.ready(signal)).toBe(true);
  errors['/cainfo'] = [19];
  expect(await client.ready(signal)).toBe(false);
  expect(asked).toEqual(['/cainfo', '/cainfo']);
  server.removeAllListeners('request');
  expect(await client.ready(AbortSignal.timeout(50))).toBe(false);
  server.close();
  server.closeAllConnections();
  expect(await client.ready(signal)).toBe(false);
});

test('a registrar’s certificate that the CA no longer accepts is replaced, once', async () => {
  await register();
  errors['/register'] = [codes.authentication];
  await register();
  expect(asked).toEqual(['/enroll', '/register', '/register', '/enroll', '/register']);
  asked.length = 0;
  const identity = `/identities/${encodeURIComponent(pseudonym)}`;
  errors[identity] = [codes.authentication];
  await people.allowEnrolment(pseudonym, false);
  expect(asked).toEqual([identity, '/enroll', identity]);
  asked.length = 0;
  errors['/register'] = Array.from({ length: 2 }, () => codes.authentication);
  await expect(register()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(asked).toEqual(['/register', '/enroll', '/register']);
});

test('a wrong secret of the registrar is reported as such, not as a CA that cannot be reached', async () => {
  errors['/enroll'] = [codes.authentication];
  await expect(register()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    detail: expect.stringMatching(/does not accept .*registrar/) as string,
  });
});

test.each([codes.authorization, codes.duplicate])(
  'error %i is a refusal, and is not tried again',
  async (code) => {
    errors['/register'] = [code];
    await expect(register()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      detail: expect.stringMatching(/refuses/) as string,
    });
    expect(asked).toEqual(['/enroll', '/register']);
  },
);

test('a CA that is down is reported as unreachable', async () => {
  server.close();
  server.closeAllConnections();
  await expect(register()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    detail: expect.stringMatching(/cannot be reached/) as string,
  });
});
