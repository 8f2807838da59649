import type { Readable } from 'node:stream';
import { type DisclosureId, type Location, timeSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { AlteredNeighbours, AlteredObject } from '../domain/altered.js';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import type { MemberConnections } from './member-connections.js';

/** Milliseconds for an answer; a check reads the whole object first. */
const patience = { list: 5_000, check: 120_000 } as const;
/** Bytes that a list may have: others' programs are not ours to trust. */
const listSize = 1 << 20;

const listSchema = z.object({
  items: z.array(
    z.object({ objectKey: z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{32}$/), foundAt: timeSchema }),
  ),
});

/** Other gateways by their ports for members. */
export class MemberNeighbours implements AlteredNeighbours {
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;

  constructor(organizations: Organizations, connections: MemberConnections) {
    this.#organizations = organizations;
    this.#connections = connections;
  }

  async altered(mspId: string): Promise<readonly AlteredObject[]> {
    const body = await this.#ask(mspId, { path: '/member/altered', method: 'GET', time: patience.list });
    return listSchema.parse(JSON.parse(await readBounded(body))).items;
  }

  async askToCheck({ mspId, objectKey }: Location, disclosureId: DisclosureId): Promise<void> {
    const path = `/member/objects/${objectKey}/check?disclosure=${disclosureId}`;
    const body = await this.#ask(mspId, { path, method: 'POST', time: patience.check });
    await body.dump();
  }

  async #ask(mspId: string, asked: Readonly<{ path: string; method: 'GET' | 'POST'; time: number }>) {
    const owner = await this.#organizations.byMspId(mspId);
    const { path, method, time } = asked;
    const { statusCode, body } = await this.#connections.request(owner, new URL(path, owner.memberUrl), {
      method,
      headersTimeout: time,
    });
    if (statusCode === 200) return body;
    await body.dump();
    throw new Failure('UNAVAILABLE', "the owner's gateway does not say how its objects are", {}, statusCode);
  }
}

async function readBounded(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > listSize) throw new Failure('UNAVAILABLE', 'a list of altered objects is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
