import { type DisclosureId, type Location, timeSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { AlteredNeighbours, AlteredObject } from '../../domain/integrity/altered.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { MemberConnections, Question } from './member-connections.js';

/** Milliseconds for an answer; a check reads the whole object first. */
const patience = { list: 5_000, check: 120_000 } as const;
/** The most bytes of an answer. */
const size = { list: 1 << 20, check: 16_384 } as const;

const listSchema = z.object({
  items: z.array(
    z.object({ objectKey: z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{32}$/), foundAt: timeSchema }),
  ),
});

/** Other gateways, through their ports for members. */
export class MemberNeighbours implements AlteredNeighbours {
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;

  constructor({
    organizations,
    connections,
  }: Readonly<{ organizations: Organizations; connections: MemberConnections }>) {
    this.#organizations = organizations;
    this.#connections = connections;
  }

  async altered(mspId: string): Promise<readonly AlteredObject[]> {
    const body = await this.#ask(mspId, '/member/altered', {
      method: 'GET',
      within: patience.list,
      atMost: size.list,
    });
    return listSchema.parse(JSON.parse(body.toString())).items;
  }

  async askToCheck({ mspId, objectKey }: Location, disclosureId: DisclosureId): Promise<void> {
    const path = `/member/objects/${objectKey}/check?disclosure=${disclosureId}`;
    await this.#ask(mspId, path, { method: 'POST', within: patience.check, atMost: size.check });
  }

  async #ask(mspId: string, path: string, question: Question): Promise<Buffer> {
    const owner = await this.#organizations.byMspId(mspId);
    const { status, body } = await this.#connections.ask(owner, new URL(path, owner.memberUrl), question);
    if (status === 200) return body;
    throw new Failure(
      'UNAVAILABLE',
      "the owner's gateway does not report the state of its objects",
      {},
      status,
    );
  }
}
