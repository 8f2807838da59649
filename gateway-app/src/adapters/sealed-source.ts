import type { DisclosureId, Location } from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import type { ReportStore, SealedObject, SealedSource } from '../domain/store.js';
import type { MemberConnections } from './member-connections.js';

/** Milliseconds until the owner's gateway must have begun to answer. */
const headersTimeout = 10_000;

/** Sealed bytes from the own store where they lie there, else from the owner's gateway. */
export class LocatedSource implements SealedSource {
  readonly #own: Readonly<{ mspId: string; store: ReportStore | undefined }>;
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;

  constructor(
    own: Readonly<{ mspId: string; store: ReportStore | undefined }>,
    organizations: Organizations,
    connections: MemberConnections,
  ) {
    this.#own = own;
    this.#organizations = organizations;
    this.#connections = connections;
  }

  async open(
    locations: readonly Location[],
    disclosureId: DisclosureId,
    signal: AbortSignal,
  ): Promise<SealedObject> {
    const own = locations.find(({ mspId }) => mspId === this.#own.mspId);
    if (own !== undefined && this.#own.store !== undefined)
      return await this.#own.store.get(own.objectKey, signal);
    const [elsewhere] = locations;
    if (elsewhere === undefined) throw new Failure('INTEGRITY', 'the ledger names no place for this report');
    return await this.#fetch(elsewhere, disclosureId, signal);
  }

  async #fetch(
    { mspId, objectKey }: Location,
    disclosureId: DisclosureId,
    signal: AbortSignal,
  ): Promise<SealedObject> {
    const owner = await this.#organizations.byMspId(mspId);
    const url = new URL(`/member/objects/${objectKey}`, owner.memberUrl);
    url.searchParams.set('disclosure', disclosureId);
    try {
      const response = await this.#connections.request(owner, url, { method: 'GET', headersTimeout, signal });
      if (response.statusCode === 200) {
        return { size: Number(response.headers['content-length']), content: response.body };
      }
      await response.body.dump();
      throw refused(response.statusCode);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure('UNAVAILABLE', "the owner's gateway cannot be reached", { retryAfter: 5 }, error);
    }
  }
}

function refused(status: number): Failure {
  const cause = `the owner's gateway answered ${status}`;
  if (status === 403) return new Failure('NO_PERMISSION', 'the reading is no longer permitted', {}, cause);
  if (status === 502)
    return new Failure('INTEGRITY', 'the sealed report is not where the ledger says', {}, cause);
  return new Failure(
    'UNAVAILABLE',
    "the owner's gateway cannot serve the report now",
    { retryAfter: 5 },
    cause,
  );
}
