import {
  digestOf,
  encodeId,
  LedgerError,
  suite,
  type BoundIds,
  type DisclosureId,
  type IdKind,
  type Manifest,
  type Release,
  type ShareSet,
  type Wrap,
} from '@medseal/ledger-model';
import { halfCommitment, kemPublicKey, newHalves, newKemSeed, splitSecret, wrapHalf } from '@medseal/sealing';
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
  /** The patient half. */
  half: Uint8Array;
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
  return { readerSeed: newKemSeed(), agentSeeds, set, secret, half: newHalves().patientHalf };
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
    patientHalfCommitment: halfCommitment('patientHalf', version.half, ids),
  };
}

/** The patient half of a version, wrapped for the organization at this place. */
export async function wrapFor(version: Version, index: number, half = version.half): Promise<Wrap> {
  const [holder = '', publicKey] = [
    mspIds[index],
    kemPublicKey(version.agentSeeds[index] ?? new Uint8Array()),
  ];
  return await wrapHalf({ holder, basis: idOf('consent', 6), keyVersion: 1, publicKey, half, ids });
}

/** The manifest of a version; only its ids and the commitment to the patient half are of one. */
export function manifestOf({ half }: Version): Manifest {
  return {
    ...ids,
    ciphertextSha256: digestOf('bytes'),
    size: 1000,
    floeHeader: '',
    sealedMetadataSha256: digestOf('metadata'),
    patientHalfCommitment: halfCommitment('patientHalf', half, ids),
    ledgerHalfCommitment: digestOf('ledger half'),
  };
}

/** A ledger that answers what it is told, in turn; the last answer for ever. */
export class FakeSource implements ReleaseSource {
  readonly asked: DisclosureId[] = [];
  #answers: readonly (Release | Error)[];

  constructor(
    answers: readonly (Release | Error)[],
    readonly up = true,
    /** TLS roots (PEM) of the consortium. */
    public consortium: readonly string[] = [],
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

  roots(): Promise<readonly string[]> {
    return Promise.resolve(this.consortium);
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(this.up);
  }
}

export const notFound = new LedgerError('NOT_FOUND', 'no such disclosure');
