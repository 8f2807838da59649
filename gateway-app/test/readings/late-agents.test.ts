import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeId } from '@medseal/ledger-model';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newAuthority } from '../../../key-agent/test/certificates.js';
import { AgentClient } from '../../src/adapters/members/agent-client.js';
import { MemberConnections } from '../../src/adapters/members/member-connections.js';
import type { AgentAnswer } from '../../src/domain/reports/key-agents.js';
import type { Organization } from '../../src/domain/ledger/organizations.js';

const authority = await newAuthority('a');
const servers: Server[] = [];
let connections: MemberConnections;

/** An organization whose agent says after this many milliseconds that its share does not open. */
async function slow(name: string, milliseconds: number): Promise<Organization> {
  const { certificate: cert, key } = await authority.issue();
  const server = createServer({ cert, key }, (request, response) => {
    request.resume();
    const answer = (): void => {
      response.writeHead(502, { 'content-type': 'application/json' }).end('{"code":"CANNOT_OPEN"}');
    };
    setTimeout(answer, milliseconds).unref();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const keyAgentUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
  const tlsRoot = authority.root;
  return {
    mspId: `${name}MSP`,
    name,
    kind: 'hospital',
    memberUrl: keyAgentUrl,
    keyAgentUrl,
    tlsRoot,
    keys: [],
  };
}

beforeAll(async () => {
  connections = new MemberConnections(await authority.issue());
});
afterAll(async () => {
  await connections.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

test('an answer that comes within a second after the reading needs no more is used; a later one is not', async () => {
  const all = [await slow('First', 0), await slow('Second', 300), await slow('Third', 3_000)];
  const heard: AgentAnswer[] = [];
  const onLate = vi.fn((answer: AgentAnswer) => void heard.push(answer));
  const organizations = {
    all: () => Promise.resolve(all),
    byMspId: () => expect.fail('not asked for'),
    settings: () => expect.fail('not asked for'),
  };
  const agents = new AgentClient({ organizations, connections, onLate });
  const disclosureId = encodeId('disclosure', randomBytes(16));
  for await (const answer of agents.release(disclosureId, new AbortController().signal)) {
    expect(answer).toEqual({ mspId: 'FirstMSP', kind: 'cannot-open' });
    break;
  }
  await vi.waitUntil(() => heard.length > 0, { timeout: 5_000 });
  await delay(3_500);
  expect(heard).toEqual([{ mspId: 'SecondMSP', kind: 'cannot-open' }]);
});
