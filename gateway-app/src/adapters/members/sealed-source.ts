import type { DisclosureId, Location } from '@medseal/ledger-model';
import type { ByteRange } from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import {
  ofSize,
  type ReportStore,
  type SealedObject,
  type SealedSource,
  type WantedBytes,
} from '../../domain/reports/store.js';
import { foreignNotReached } from '../answers/not-reached.js';
import type { MemberConnections } from './member-connections.js';

/** Milliseconds within which the owner's gateway must begin to answer. */
const beginWithin = 10_000;

/** How bytes are opened: until when, and which of them. */
interface Opening {
  readonly signal: AbortSignal;
  readonly range: ByteRange | undefined;
}

/** Sealed bytes from this hospital's store if they are there, otherwise from the owner's gateway. */
export class LocatedSource implements SealedSource {
  readonly #own: Readonly<{ mspId: string; store: ReportStore | undefined }>;
  readonly #organizations: Organizations;
  readonly #connections: MemberConnections;

  constructor({
    own,
    organizations,
    connections,
  }: Readonly<{
    own: Readonly<{ mspId: string; store: ReportStore | undefined }>;
    organizations: Organizations;
    connections: MemberConnections;
  }>) {
    this.#own = own;
    this.#organizations = organizations;
    this.#connections = connections;
  }

  async open(wanted: WantedBytes, signal: AbortSignal, range?: ByteRange): Promise<SealedObject> {
    return ofSize(await this.#open(wanted, { signal, range }), wanted.size);
  }

  async #open({ locations, disclosureId }: WantedBytes, how: Opening): Promise<SealedObject> {
    const own = locations.find(({ mspId }) => mspId === this.#own.mspId);
    if (own !== undefined && this.#own.store !== undefined)
      return await this.#own.store.get(own.objectKey, how.signal, how.range);
    const [elsewhere] = locations;
    if (elsewhere === undefined) throw new Failure('INTEGRITY', 'the ledger names no place for this report');
    return await this.#fetch(elsewhere, disclosureId, how);
  }

  async #fetch(
    { mspId, objectKey }: Location,
    disclosureId: DisclosureId,
    how: Opening,
  ): Promise<SealedObject> {
    const owner = await this.#organizations.byMspId(mspId);
    const url = new URL(`/member/objects/${objectKey}`, owner.memberUrl);
    url.searchParams.set('disclosure', disclosureId);
    try {
      const { status, size, content } = await this.#connections.open(owner, url, { beginWithin, ...how });
      if (size !== undefined) return { size, content };
      throw refused(status);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw foreignNotReached("the owner's gateway", error);
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
