import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import type {
  DisclosureId,
  FetchAnswer,
  RecordOf,
  ReleaseAnswer,
  VersionAnswer,
  WrapBasis,
} from '@medseal/ledger-model';
import {
  CannotOpenError,
  combineShares,
  type Metadata,
  openEnvelope,
  type OpenedShare,
  openReleasedShare,
  openReport,
  openReportKey,
  SpoiledShareError,
} from '@medseal/sealing';
import { Failure, hidden } from '../domain/failure.js';
import type { KeyAgents } from '../domain/key-agents.js';
import type { OpenSession } from '../domain/sessions.js';
import type { SealedObject, SealedSource } from '../domain/store.js';
import type { LedgerReads } from './ledger-reads.js';

/** A report on its way to its reader. The stream fails, and never ends cleanly, when anything does not fit the ledger. */
export interface OpenedContent {
  readonly metadata: Metadata;
  readonly stream: Readable;
}

/** The stored bytes of a report, still sealed. */
export interface SealedContent extends SealedObject {
  readonly ciphertextSha256: string;
}

/** Opens what a committed disclosure permits, as long as its basis holds. */
export class OpenContent {
  readonly #reads: LedgerReads;
  readonly #agents: KeyAgents;
  readonly #source: SealedSource;

  constructor(parts: Readonly<{ reads: LedgerReads; agents: KeyAgents; source: SealedSource }>) {
    this.#reads = parts.reads;
    this.#agents = parts.agents;
    this.#source = parts.source;
  }

  /**
   * Plaintext. Agents, envelope and bytes are asked for at the same time.
   * @throws {Failure} NOT_FOUND, NO_PERMISSION, EXPIRED, INTEGRITY, or UNAVAILABLE with too few agents.
   */
  async open(disclosureId: DisclosureId, session: OpenSession, signal: AbortSignal): Promise<OpenedContent> {
    const stop = new AbortController();
    const until = AbortSignal.any([signal, stop.signal]);
    try {
      const answers = this.#agents.release(disclosureId, until);
      const { disclosure, fetch } = await this.#permitted(disclosureId, session);
      const [version, object] = await Promise.all([
        this.#reads.version(disclosure.versionId, wrapBasisOf(disclosure), session.actor.identity),
        this.#source.open(fetch.locations, disclosureId, until),
      ]);
      const { ids, envelope, wrap } = version;
      const { patientHalf, metadata } = await openEnvelope({ ids, envelope, wrap, seed: session.kemSeed });
      const ledgerHalf = await openLedgerHalf({ answers, version, disclosureId, seed: session.kemSeed });
      const { manifest } = envelope;
      const key = openReportKey({ patientHalf, ledgerHalf, ids, manifest });
      return { metadata, stream: decrypting(object, openReport({ ids, dataKey: key, manifest })) };
    } catch (error) {
      stop.abort();
      throw asIntegrity(error);
    }
  }

  /** The stored bytes, for who wants to check them against the ledger. */
  async openSealed(
    disclosureId: DisclosureId,
    session: OpenSession,
    signal: AbortSignal,
  ): Promise<SealedContent> {
    const { fetch } = await this.#permitted(disclosureId, session);
    const object = await this.#source.open(fetch.locations, disclosureId, signal);
    return { ...object, ciphertextSha256: fetch.ciphertextSha256 };
  }

  /** The reader's own permitted disclosure, and the decision made anew on the present state. */
  async #permitted(
    disclosureId: DisclosureId,
    session: OpenSession,
  ): Promise<Readonly<{ disclosure: RecordOf<'disclosure'>; fetch: FetchAnswer }>> {
    const disclosure = await this.#reads
      .disclosure(disclosureId, session.actor.identity)
      .catch((error: unknown) => {
        throw hidden(error, 'no such disclosure');
      });
    if (disclosure.reader !== session.person.pseudonym) throw new Failure('NOT_FOUND', 'no such disclosure');
    if (disclosure.basis === undefined)
      throw new Failure('NO_PERMISSION', 'this reading is not permitted', { disclosureId });
    return { disclosure, fetch: await this.#reads.fetch(disclosureId) };
  }
}

/** The ledger half from the first majority of good shares; the other questions are dropped. */
async function openLedgerHalf(
  asked: Readonly<{
    answers: AsyncIterable<ReleaseAnswer>;
    version: VersionAnswer;
    disclosureId: DisclosureId;
    seed: Uint8Array;
  }>,
): Promise<Uint8Array> {
  const { version, disclosureId, seed } = asked;
  const { generation, threshold, holders } = version.ledgerShares;
  const shares: OpenedShare[] = [];
  for await (const answer of asked.answers) {
    const holder = holders.find(({ mspId }) => mspId === answer.mspId);
    const released = answer.shares.find(
      (share) => share.kind === 'ledger' && share.generation === generation,
    );
    if (holder === undefined || released === undefined) continue;
    const share = await openGoodShare({ released, holder, seed, ids: version.ids, disclosureId });
    if (share !== undefined) shares.push(share);
    if (shares.length >= threshold) {
      return await combineShares({ manifest: version.envelope.manifest, kind: 'ledger', threshold, shares });
    }
  }
  throw new Failure('UNAVAILABLE', 'too few key agents answered', { retryAfter: 5 });
}

/** A share that does not open or is not the committed one counts as none: others may make the majority. */
async function openGoodShare(
  input: Parameters<typeof openReleasedShare>[0],
): Promise<OpenedShare | undefined> {
  try {
    return await openReleasedShare(input);
  } catch (error) {
    if (error instanceof CannotOpenError || error instanceof SpoiledShareError) return undefined;
    throw error;
  }
}

function decrypting(object: SealedObject, opening: ReturnType<typeof openReport>): Readable {
  // The callback only keeps the failure from being unhandled: the reader of `opening` sees it.
  return pipeline(object.content, opening, () => undefined);
}

/** The wrap that goes with what permitted the reading. */
function wrapBasisOf({ basis }: RecordOf<'disclosure'>): WrapBasis {
  if (basis === undefined) throw new Failure('NO_PERMISSION', 'this reading is not permitted');
  return basis.kind === 'consent' ? basis.id : basis.kind;
}

/** Whatever cannot be opened is an integrity alarm to the outside; the exact reason stays in the cause. */
export function asIntegrity(error: unknown): unknown {
  if (!(error instanceof CannotOpenError || error instanceof SpoiledShareError)) return error;
  return new Failure('INTEGRITY', 'the report does not fit what the ledger says of it', {}, error);
}
