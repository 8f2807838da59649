import {
  encodeId,
  LedgerError,
  suite,
  type BoundIds,
  type DisclosureId,
  type IdKind,
  type Release,
  type ShareSet,
} from '@medseal/ledger-model';
import { kemPublicKey, newKemSeed, splitSecret } from '@medseal/sealing';
import type { ReleaseSource } from '../src/release-source.js';

export function idOf<Kind extends IdKind>(kind: Kind, byte: number) {
  return encodeId(kind, new Uint8Array(16).fill(byte));
}

export const ids: BoundIds = {
  suite,
  channel: 'medseal',
  reportId: idOf('report', 1),
  versionId: idOf('version', 2),
  patient: idOf('pseudonym', 3),
};

export const disclosureId = idOf('disclosure', 4);
export const mspIds = ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'] as const;

/** A reader, three agents' seeds and the share set of one version. */
export type Version = Readonly<{
  readerSeed: Uint8Array;
  agentSeeds: readonly Uint8Array[];
  set: ShareSet;
  secret: Uint8Array;
}>;

export async function newVersion(boundTo = ids): Promise<Version> {
  const agentSeeds = mspIds.map(() => newKemSeed());
  const secret = newKemSeed();
  const holders = mspIds.map((mspId, index) => ({
    mspId,
    keyVersion: 1,
    publicKey: kemPublicKey(agentSeeds[index] ?? new Uint8Array()),
  }));
  const set = await splitSecret({ ids: boundTo, kind: 'ledger', generation: 1, secret, holders });
  return { readerSeed: newKemSeed(), agentSeeds, set, secret };
}

/** What `ReadRelease` answers the agent of the organization at this place. */
export function releaseOf(version: Version, index: number, tlsRoot: string): Release {
  const { kind, generation, shares } = version.set;
  return {
    disclosureId,
    ids,
    reader: {
      pseudonym: idOf('pseudonym', 5),
      mspId: 'HospitalBMSP',
      keyVersion: 1,
      encapsulationKey: Buffer.from(kemPublicKey(version.readerSeed)).toString('base64'),
      tlsRoot,
    },
    shares: shares.slice(index, index + 1).map((held) => ({ kind, generation, ...held })),
  };
}

/** A ledger that answers what it is told, in turn; the last answer for ever. */
export class FakeSource implements ReleaseSource {
  readonly asked: DisclosureId[] = [];
  #answers: readonly (Release | Error)[];

  constructor(
    answers: readonly (Release | Error)[],
    readonly up = true,
  ) {
    this.#answers = answers;
  }

  read(id: DisclosureId): Promise<Release> {
    this.asked.push(id);
    const [next, ...later] = this.#answers;
    if (later.length > 0) this.#answers = later;
    if (next === undefined) return Promise.reject(new Error('nothing to answer'));
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(this.up);
  }
}

export const notFound = new LedgerError('NOT_FOUND', 'no such disclosure');
