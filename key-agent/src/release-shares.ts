import type { DisclosureId, ReleasableShare, Release, ReleaseAnswer, Wrap } from '@medseal/ledger-model';
import {
  CannotOpenError,
  chainsTo,
  openCommittedWrap,
  openShare,
  resealHalf,
  resealShare,
} from '@medseal/sealing';
import { awaitRelease } from './await-release.js';
import { Refusal } from './refusal.js';
import type { ReleaseSource } from './release-source.js';

/** What one organization's agent is: its ledger, its name, its private key. */
export type Agent = Readonly<{
  source: ReleaseSource;
  mspId: string;
  /** X-Wing seed that the organization's shares and wraps are sealed to. */
  seed: Uint8Array;
  /** Milliseconds to wait for a disclosure that the own peer does not know yet. */
  patience: number;
}>;

/** Someone asks for what the agent holds towards a disclosure. */
export type ReleaseRequest = Readonly<{
  disclosureId: DisclosureId;
  /** DER of the certificate whose key the caller's TLS connection proved. */
  callerCertificate: Uint8Array;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}>;

/**
 * The one thing a key agent does: for a committed disclosure, seal the organization's own shares, and the patient half
 * where the consent is to the organization, to the reader's registered key. Whoever the caller is, the answer is of use to
 * that reader only; the check of the caller's certificate keeps others from asking at all.
 * @throws {LedgerError} when the ledger permits no release.
 * @throws {Refusal} `FORBIDDEN` for a caller of another organization than the reader's, `CANNOT_OPEN` for a share
 * or wrap that is not this record's or not the committed one, `UNAVAILABLE` when the peer is away.
 */
export async function releaseShares(agent: Agent, request: ReleaseRequest): Promise<ReleaseAnswer> {
  const { disclosureId, callerCertificate, signal } = request;
  await refuseStranger(agent, callerCertificate);
  const release = await awaitRelease(agent.source, disclosureId, { patience: agent.patience, signal });
  if (!chainsTo(callerCertificate, release.reader.tlsRoot, new Date())) throw new Refusal('FORBIDDEN');
  if (release.disclosureId !== disclosureId)
    throw new Refusal('INTERNAL', 'the peer answered another disclosure');
  const shares = await Promise.all(release.shares.map((held) => reseal(agent, release, held)));
  const half = release.wrap && (await releaseHalf(agent, release, release.wrap));
  return { disclosureId, mspId: agent.mspId, shares, ...(half === undefined ? {} : { half }) };
}

/** Strangers must not hold a place while the agent waits for a disclosure that may not exist. */
async function refuseStranger({ source }: Agent, certificate: Uint8Array): Promise<void> {
  const roots = await source.roots();
  const now = new Date();
  if (!roots.some((root) => chainsTo(certificate, root, now))) throw new Refusal('FORBIDDEN');
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
