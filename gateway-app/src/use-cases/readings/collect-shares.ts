import type { DisclosureId, ReleaseAnswer, VersionAnswer } from '@medseal/ledger-model';
import {
  CannotOpenError,
  combineShares,
  type OpenedShare,
  openReleasedShare,
  SpoiledShareError,
  unfittingCommitments,
  verifyAllWindows,
} from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';
import type { AgentAnswer } from '../../domain/reports/key-agents.js';

/** What key agents answered about one disclosure, and what is needed to open what they gave. */
export interface Asked {
  readonly answers: AsyncIterable<AgentAnswer>;
  readonly version: VersionAnswer;
  readonly disclosureId: DisclosureId;
  /** X-Wing seed of the reader. */
  readonly seed: Uint8Array;
}

/** The ledger half, and the requested organization's patient half, which is still sealed to the reader. */
export interface Released {
  readonly ledgerHalf: Uint8Array;
  readonly sealedHalf?: NonNullable<ReleaseAnswer['half']>;
}

/** Further terms of a request for a release. */
interface ReleaseTerms {
  /** The organization (MSP id) whose agent must also release the patient half. */
  readonly halfFrom?: string | undefined;
  /** Receives the MSP id of each organization whose share does not open or is not the committed one. */
  readonly onSpoiled: (mspId: string) => void;
}

/**
 * The ledger half from the first majority of good shares; the other questions are dropped.
 * @throws {Failure} UNAVAILABLE with too few answers; INTEGRITY, naming organizations, when no further answer could
 * help.
 */
export async function collectRelease(asked: Asked & ReleaseTerms): Promise<Released> {
  const { threshold } = asked.version.ledgerShares;
  const shares: OpenedShare[] = [];
  const spoiled: string[] = [];
  let sealedHalf: ReleaseAnswer['half'];
  for await (const answer of asked.answers) {
    const share = await openGoodShare(asked, answer);
    if (share !== undefined) shares.push(share);
    else if (isSpoiled(asked, answer)) {
      spoiled.push(answer.mspId);
      asked.onSpoiled(answer.mspId);
    }
    sealedHalf ??= halfIn(asked, answer);
    if (shares.length < threshold || missingHalf(asked, sealedHalf) !== undefined) continue;
    const { manifest } = asked.version.envelope;
    const ledgerHalf = await combineShares({ manifest, kind: 'ledger', threshold, shares });
    return { ledgerHalf, ...(sealedHalf !== undefined && { sealedHalf }) };
  }
  throw isHopeless(asked, spoiled, missingHalf(asked, sealedHalf)) ? spoiledBy(spoiled) : tooFew();
}

/** Whether an answer without a good share shows a fault. An organization that joined later has no share. */
function isSpoiled(asked: Asked, answer: AgentAnswer): boolean {
  return answer.kind === 'cannot-open' || isOfHolder(asked, answer);
}

function halfIn({ halfFrom }: ReleaseTerms, answer: AgentAnswer): ReleaseAnswer['half'] {
  return answer.mspId === halfFrom && answer.kind === 'released' ? answer.release.half : undefined;
}

/** The organization whose half is still missing; `undefined` if none is needed or it has arrived. */
function missingHalf({ halfFrom }: ReleaseTerms, half: ReleaseAnswer['half']): string | undefined {
  return half === undefined ? halfFrom : undefined;
}

/**
 * Whether no agent that is still silent could make up for what does not open. @param halfFrom the organization whose
 * half is still missing
 */
function isHopeless({ version }: Asked, spoiled: readonly string[], halfFrom?: string): boolean {
  const { holders, threshold } = version.ledgerShares;
  const left = holders.filter(({ mspId }) => !spoiled.includes(mspId));
  return left.length < threshold || (halfFrom !== undefined && spoiled.includes(halfFrom));
}

/** What is known about all shares of a version, a majority of which is good. */
export interface CheckedShares {
  /** Organizations (MSP ids) whose shares could not be checked: their agents are silent, or did not give the share. */
  readonly unverified: string[];
  /** Those of them whose agents say that the share does not open, or gave a share that is not the committed one. */
  readonly withheld: string[];
}

/** Shares that do not open, or that were committed wrongly. Agents that do not answer are a separate case. */
export class WrongSharesError extends Error {
  override readonly name = 'WrongSharesError';
  /** True when only the key agents of the organizations say so, and all other shares fit and are a majority. */
  readonly othersFit: boolean;

  /** @param organizations MSP ids of the holders of these shares */
  constructor(
    readonly organizations: readonly string[],
    { cause, othersFit = false }: Readonly<{ cause?: unknown; othersFit?: boolean }> = {},
  ) {
    super('the shares do not open or do not give the committed half', { cause });
    this.othersFit = othersFit;
  }
}

/**
 * Requests all shares, opens each, and proves that every choice of a majority gives the committed half. This includes
 * the shares that were not given: the good ones determine what the others' commitments must be. Only the holder of a
 * share can say that it does not open; no one else can check that.
 * @param asked.despite MSP ids of holders who say so and are not believed
 * @throws {WrongSharesError} for shares that do not give the committed half, for commitments to other shares, and for
 * shares that their holders cannot open
 * @throws {Failure} INTEGRITY naming the organizations whose agents did not give their shares, when no silent one
 * could help; UNAVAILABLE with too few answers.
 */
export async function checkAllShares(
  asked: Asked & Readonly<{ despite: readonly string[] }>,
): Promise<CheckedShares> {
  const { holders, threshold } = asked.version.ledgerShares;
  const { shares, unopened, exchanged } = await openAll(asked);
  const isMajority = shares.length >= threshold;
  if (isMajority) await requireFit(asked.version, shares);
  if (unopened.some((mspId) => !asked.despite.includes(mspId)))
    throw new WrongSharesError(unopened.toSorted(), { othersFit: isMajority });
  const withheld = [...unopened, ...exchanged].sort();
  if (!isMajority) throw isHopeless(asked, withheld) ? spoiledBy(withheld) : tooFew();
  const good = new Set(shares.map(({ mspId }) => mspId));
  const unverified = holders.map(({ mspId }) => mspId).filter((mspId) => !good.has(mspId));
  return { unverified: unverified.sort(), withheld };
}

/** Every majority of these shares gives the committed half, and the commitments to all others fit them. */
async function requireFit(
  { ids, envelope, ledgerShares: { holders, threshold, generation } }: VersionAnswer,
  shares: readonly OpenedShare[],
): Promise<void> {
  const set = { manifest: envelope.manifest, kind: 'ledger', threshold, shares } as const;
  await verifyAllWindows(set).catch((cause: unknown) => {
    throw cause instanceof SpoiledShareError
      ? new WrongSharesError(cause.mspIds.toSorted(), { cause })
      : cause;
  });
  const unfitting = await unfittingCommitments({ ids, kind: 'ledger', generation, shares, holders });
  if (unfitting.length > 0) throw new WrongSharesError(unfitting.toSorted());
}

/** Good shares, and the organizations whose agents say that theirs does not open or gave another one. */
async function openAll(asked: Asked) {
  const shares: OpenedShare[] = [];
  const unopened: string[] = [];
  const exchanged: string[] = [];
  for await (const answer of asked.answers) {
    if (!isOfHolder(asked, answer)) continue;
    const share = await openGoodShare(asked, answer);
    if (share !== undefined) shares.push(share);
    else (answer.kind === 'cannot-open' ? unopened : exchanged).push(answer.mspId);
  }
  return { shares, unopened, exchanged };
}

function tooFew(): Failure {
  return new Failure('UNAVAILABLE', 'too few key agents answered', { retryAfter: 5 });
}

/** An integrity alarm that names organizations; MSP ids are public. */
function spoiledBy(organizations: readonly string[]): Failure {
  const sorted = [...organizations].sort();
  const detail = `key shares do not fit what the ledger says about them: ${sorted.join(', ')}`;
  return new Failure('INTEGRITY', detail, { organizations: sorted });
}

/** Organizations that joined after a set was made have none of its shares. */
function isOfHolder({ version }: Asked, { mspId }: AgentAnswer): boolean {
  return version.ledgerShares.holders.some((holder) => holder.mspId === mspId);
}

/** A share that is missing, does not open or is not the committed one is left out: others may make the majority. */
async function openGoodShare(
  { version, disclosureId, seed }: Asked,
  answer: AgentAnswer,
): Promise<OpenedShare | undefined> {
  if (answer.kind === 'cannot-open') return undefined;
  const { generation, holders } = version.ledgerShares;
  const holder = holders.find(({ mspId }) => mspId === answer.mspId);
  const released = answer.release.shares.find(
    (share) => share.kind === 'ledger' && share.generation === generation,
  );
  if (holder === undefined || released === undefined) return undefined;
  try {
    return await openReleasedShare({ released, holder, seed, ids: version.ids, disclosureId });
  } catch (error) {
    if (error instanceof CannotOpenError || error instanceof SpoiledShareError) return undefined;
    throw error;
  }
}
