import { setTimeout } from 'node:timers/promises';
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
import type { Member } from '@medseal/transport';
import type { ReleaseSource } from '../src/release-source.js';

/** An id whose bytes are all the same. */
export function idOf<Kind extends IdKind>(kind: Kind, byte: number) {
  return encodeId(kind, new Uint8Array(16).fill(byte));
}

/** The ids of one version of one report. */
export const ids: BoundIds = {
  suite,
  channel: 'medseal',
  reportId: idOf('report', 1),
  versionId: idOf('version', 2),
  patient: idOf('pseudonym', 3),
};

/** A reading of that version. */
export const disclosureId = idOf('disclosure', 4);
/** How it was recorded. */
export const recorded = { tx: '7'.repeat(64), at: '2026-11-24T10:00:00.000Z' };
/** Organizations in the order of their shares. */
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

/** Makes all keys and splits a half among the agents. */
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

/** What `ReadRelease` answers to the agent of the organization at this place. */
export function releaseOf(version: Version, index: number, tlsRoot: string): Release {
  const { kind, generation, shares } = version.set;
  return {
    disclosureId,
    recorded,
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

/** A manifest in which only the ids and the commitment to the patient half belong to a version. */
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

/** A ledger that gives its answers in turn, and then repeats the last one. */
export class FakeSource implements ReleaseSource {
  readonly asked: DisclosureId[] = [];
  /** The number of questions that wait for the peer's answer. */
  open = 0;
  /** Milliseconds that the peer takes. */
  delay = 0;
  #answers: readonly (Release | Error)[];

  constructor(
    answers: readonly (Release | Error)[],
    readonly up = true,
    public consortium: readonly Member[] = [],
  ) {
    this.#answers = answers;
  }

  async read(id: DisclosureId): Promise<Release> {
    this.asked.push(id);
    this.open++;
    await setTimeout(this.delay);
    this.open--;
    const [next, ...later] = this.#answers;
    if (later.length > 0) this.#answers = later;
    if (next === undefined) throw new Error('there is no answer');
    if (next instanceof Error) throw next;
    return next;
  }

  members(): Promise<readonly Member[]> {
    return Promise.resolve(this.consortium);
  }

  answers(): Promise<boolean> {
    return Promise.resolve(this.up);
  }
}

/** What the ledger says while it does not know a disclosure. */
export const notFound = new LedgerError('NOT_FOUND', 'no such disclosure');
