import type { DisclosureId, ReleasableShare, Release, ReleaseAnswer, Wrap } from '@medseal/ledger-model';
import {
  CannotOpenError,
  chainsTo,
  openCommittedWrap,
  openShare,
  resealHalf,
  resealShare,
} from '@medseal/sealing';
import type { Arrivals } from './arrivals.js';
import { awaitRelease, type Waiting } from './await-release.js';
import { Refusal } from './refusal.js';
import type { ReleaseSource } from './release-source.js';

/** One organization's agent: its ledger, its name, its private key. */
export type Agent = Readonly<{
  source: ReleaseSource;
  mspId: string;
  /** X-Wing seed of the key to which the organization's shares and wraps are sealed. */
  seed: Uint8Array;
  arrivals: Pick<Arrivals, 'isLate' | 'follows'>;
  /** Milliseconds to wait for a disclosure that this organization's peer does not yet know. */
  patience: number;
}>;

/** A request for what the agent holds for a disclosure. */
export type ReleaseRequest = Readonly<{
  disclosureId: DisclosureId;
  /** DER of the certificate whose key the caller's TLS connection has proved. */
  callerCertificate: Uint8Array;
}> &
  Omit<Waiting, 'patience'>;

/**
 * The one thing a key agent does. For a committed disclosure, it seals the organization's own shares to the reader's
 * registered key, and also the patient half if the consent is to the organization. For any caller, only that
 * reader can use the answer; the check of the caller's certificate keeps others from asking at all.
 * @throws {LedgerError} when the ledger permits no release.
 * @throws {Refusal} `FORBIDDEN` for a caller from an organization other than the reader's, `EXPIRED` for a disclosure
 * that was recorded long after its signed time, `CANNOT_OPEN` for a share or wrap that does not belong to this record
 * or is not the committed one, `UNAVAILABLE` when the peer is away.
 */
export async function releaseShares(agent: Agent, request: ReleaseRequest): Promise<ReleaseAnswer> {
  const { disclosureId, callerCertificate, signal, inTurn } = request;
  const waiting = { patience: agent.patience, signal, inTurn };
  const release = await awaitRelease(agent.source, disclosureId, waiting);
  if (!chainsTo(callerCertificate, release.reader.tlsRoot, new Date())) throw new Refusal('FORBIDDEN');
  if (release.disclosureId !== disclosureId)
    throw new Refusal('INTERNAL', 'the peer answered for another disclosure');
  if (agent.arrivals.isLate(release.recorded)) throw new Refusal('EXPIRED', 'the disclosure was held back');
  const shares = await Promise.all(release.shares.map((held) => reseal(agent, release, held)));
  const half = release.wrap && (await releaseHalf(agent, release, release.wrap));
  return { disclosureId, mspId: agent.mspId, shares, ...(half === undefined ? {} : { half }) };
}

async function reseal(
  agent: Agent,
  release: Release,
  own: ReleasableShare,
): Promise<ReleaseAnswer['shares'][number]> {
  const { kind, generation, ...held } = own;
  if (held.mspId !== agent.mspId) throw new Refusal('CANNOT_OPEN', 'a share of another organization');
  const { ids, disclosureId, reader } = release;
  const name = { ids, kind, generation };
  const share = await openShare({ ...name, held, seed: agent.seed }).catch(refuseUnopened);
  const readerPublicKey = Buffer.from(reader.encapsulationKey, 'base64');
  return resealShare({ ...name, mspId: agent.mspId, share, disclosureId, readerPublicKey });
}

/** The organization's own wrap of the patient half, checked against the commitment and resealed. */
async function releaseHalf(agent: Agent, release: Release, wrap: Wrap): Promise<string> {
  if (wrap.holder !== agent.mspId) throw new Refusal('CANNOT_OPEN', 'a wrap of another organization');
  const { ids, disclosureId, reader, patientHalfCommitment: commitment } = release;
  const half = await openCommittedWrap({ wrap, seed: agent.seed, ids, commitment }).catch(refuseUnopened);
  const readerPublicKey = Buffer.from(reader.encapsulationKey, 'base64');
  return resealHalf({ ids, mspId: agent.mspId, disclosureId, half, readerPublicKey });
}

function refuseUnopened(error: unknown): never {
  throw error instanceof CannotOpenError ? new Refusal('CANNOT_OPEN', error) : error;
}
