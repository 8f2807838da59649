import type { DisclosureId, ReleaseAnswer, VersionAnswer } from '@medseal/ledger-model';
import {
  CannotOpenError,
  combineShares,
  type OpenedShare,
  openReleasedShare,
  SpoiledShareError,
  verifyAllWindows,
} from '@medseal/sealing';
import { Failure } from '../domain/failure.js';

/** What key agents released for one disclosure, and what is needed to open it. */
export interface Asked {
  readonly answers: AsyncIterable<ReleaseAnswer>;
  readonly version: VersionAnswer;
  readonly disclosureId: DisclosureId;
  /** X-Wing seed of the reader. */
  readonly seed: Uint8Array;
}

/** The ledger half, and the patient half of the organization that was asked for it, still sealed to the reader. */
export interface Released {
  readonly ledgerHalf: Uint8Array;
  readonly sealedHalf?: NonNullable<ReleaseAnswer['half']>;
}

/**
 * The ledger half from the first majority of good shares; the other questions are dropped.
 * @param asked `halfFrom`: the organization (MSP id) whose agent must also release the patient half
 * @throws {Failure} UNAVAILABLE with too few answers.
 */
export async function collectRelease(
  asked: Asked &
    Readonly<{
      halfFrom?: string | undefined;
      /** Hears which organization (MSP id) released a share that is not the committed one. */
      onSpoiled: (mspId: string) => void;
    }>,
): Promise<Released> {
  const { threshold } = asked.version.ledgerShares;
  const shares: OpenedShare[] = [];
  let sealedHalf: ReleaseAnswer['half'];
  for await (const answer of asked.answers) {
    const share = await openGoodShare(asked, answer);
    if (share === undefined) asked.onSpoiled(answer.mspId);
    else shares.push(share);
    if (answer.mspId === asked.halfFrom) sealedHalf = answer.half;
    const hasHalf = asked.halfFrom === undefined || sealedHalf !== undefined;
    if (shares.length < threshold || !hasHalf) continue;
    const { manifest } = asked.version.envelope;
    const ledgerHalf = await combineShares({ manifest, kind: 'ledger', threshold, shares });
    return { ledgerHalf, ...(sealedHalf !== undefined && { sealedHalf }) };
  }
  throw new Failure('UNAVAILABLE', 'too few key agents answered', { retryAfter: 5 });
}

/** Whether all shares of a version are as they should be. */
export interface CheckedShares {
  /** Organizations (MSP ids) whose agents did not answer. */
  readonly unverified: string[];
}

/**
 * Asks for all shares, opens each, and proves that every choice of a majority gives the committed half.
 * @throws {Failure} INTEGRITY naming the organizations of bad shares, UNAVAILABLE with too few answers.
 */
export async function checkAllShares(asked: Asked): Promise<CheckedShares> {
  const { holders, threshold } = asked.version.ledgerShares;
  const silent = new Set(holders.map(({ mspId }) => mspId));
  const bad: string[] = [];
  const shares: OpenedShare[] = [];
  for await (const answer of asked.answers) {
    silent.delete(answer.mspId);
    const share = await openGoodShare(asked, answer);
    if (share === undefined) bad.push(answer.mspId);
    else shares.push(share);
  }
  if (bad.length > 0) throw spoiled(bad);
  if (shares.length < threshold)
    throw new Failure('UNAVAILABLE', 'too few key agents answered', { retryAfter: 5 });
  const { manifest } = asked.version.envelope;
  await verifyAllWindows({ manifest, kind: 'ledger', threshold, shares }).catch((error: unknown) => {
    throw error instanceof SpoiledShareError ? spoiled(error.mspIds, error) : error;
  });
  return { unverified: [...silent].sort() };
}

/** An integrity alarm that names organizations; MSP ids are public. */
function spoiled(organizations: readonly string[], cause?: unknown): Failure {
  const sorted = [...organizations].sort();
  const detail = `key shares do not fit what the ledger says of them: ${sorted.join(', ')}`;
  return new Failure('INTEGRITY', detail, { organizations: sorted }, cause);
}

/** A share that is missing, does not open or is not the committed one counts as none: others may make the majority. */
async function openGoodShare(
  { version, disclosureId, seed }: Asked,
  answer: ReleaseAnswer,
): Promise<OpenedShare | undefined> {
  const { generation, holders } = version.ledgerShares;
  const holder = holders.find(({ mspId }) => mspId === answer.mspId);
  const released = answer.shares.find((share) => share.kind === 'ledger' && share.generation === generation);
  if (holder === undefined || released === undefined) return undefined;
  try {
    return await openReleasedShare({ released, holder, seed, ids: version.ids, disclosureId });
  } catch (error) {
    if (error instanceof CannotOpenError || error instanceof SpoiledShareError) return undefined;
    throw error;
  }
}
