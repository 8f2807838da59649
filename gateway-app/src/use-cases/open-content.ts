import { addAbortSignal, pipeline, type Readable } from 'node:stream';
import type { DisclosureId, FetchAnswer, RecordOf, VersionAnswer, WrapBasis } from '@medseal/ledger-model';
import {
  CannotOpenError,
  type Metadata,
  openCatalogue,
  openReleasedHalf,
  openReport,
  openReportKey,
  openWrap,
  SpoiledShareError,
} from '@medseal/sealing';
import { compareLook, type StoredLooks, type StoredBytes } from '../domain/altered.js';
import { Failure, hidden } from '../domain/failure.js';
import { HashedBytes } from '../domain/hashed-bytes.js';
import type { KeyAgents } from '../domain/key-agents.js';
import type { OpenSession } from '../domain/sessions.js';
import type { SealedObject, SealedSource } from '../domain/store.js';
import { collectRelease, type Released } from './collect-shares.js';
import type { LedgerReads } from './ledger-reads.js';
import type { RunningReadings } from './running-readings.js';

/** A report on its way to its reader. The stream fails, and never ends cleanly, when anything does not fit the ledger. */
export interface OpenedContent {
  readonly metadata: Metadata;
  readonly stream: Readable;
}

/** The stored bytes of a report, still sealed. */
export interface SealedContent extends SealedObject {
  readonly ciphertextSha256: string;
}

/** Opens what a committed disclosure permits, as long as its basis holds: a revocation cuts what is under way. */
export class OpenContent {
  readonly #reads: LedgerReads;
  readonly #agents: KeyAgents;
  readonly #source: SealedSource;
  readonly #readings: RunningReadings;
  readonly #looks: StoredLooks;
  readonly #onSpoiled: (mspId: string) => void;

  constructor(
    parts: Readonly<{
      reads: LedgerReads;
      agents: KeyAgents;
      source: SealedSource;
      readings: RunningReadings;
      looks: StoredLooks;
      /** Hears which organization (MSP id) released a share that is not the committed one. */
      onSpoiled: (mspId: string) => void;
    }>,
  ) {
    this.#reads = parts.reads;
    this.#agents = parts.agents;
    this.#source = parts.source;
    this.#readings = parts.readings;
    this.#looks = parts.looks;
    this.#onSpoiled = parts.onSpoiled;
  }

  /**
   * Plaintext. Agents, envelope and bytes are asked for at the same time.
   * @throws {Failure} NOT_FOUND, NO_PERMISSION, EXPIRED, INTEGRITY, or UNAVAILABLE with too few agents.
   */
  async open(disclosureId: DisclosureId, session: OpenSession, signal: AbortSignal): Promise<OpenedContent> {
    return await this.#whilePermitted(disclosureId, signal, async (until, cut) => {
      const answers = this.#agents.release(disclosureId, until);
      const { disclosure, stored } = await this.#permitted(disclosureId, session);
      const [version, object] = await Promise.all([
        this.#reads.version(disclosure.versionId, wrapBasisOf(disclosure), session.actor.identity),
        this.#fetch(stored, until),
      ]);
      const seed = session.kemSeed;
      const halfFrom = version.wrap === undefined ? session.person.mspId : undefined;
      const onSpoiled = this.#onSpoiled;
      const asked = { answers, version, disclosureId, seed, halfFrom, onSpoiled };
      const released = await collectRelease(asked);
      const patientHalf = await openPatientHalf({ version, released, disclosureId }, session);
      const { ids, envelope } = version;
      const { manifest } = envelope;
      const key = openReportKey({ patientHalf, ledgerHalf: released.ledgerHalf, ids, manifest });
      const opening = openReport({ ids, dataKey: key, manifest });
      // The failure itself is seen by the reader of `opening`.
      const stream = pipeline(object.content, opening, (error) => {
        if (error instanceof CannotOpenError) this.#looks.doubtful(stored);
        else if (!error) this.#looks.whole(stored);
      });
      return {
        metadata: openCatalogue({ ids, envelope, patientHalf }),
        stream: addAbortSignal(cut, stream),
      };
    });
  }

  /** The stored bytes, for who wants to check them against the ledger. */
  async openSealed(
    disclosureId: DisclosureId,
    session: OpenSession,
    signal: AbortSignal,
  ): Promise<SealedContent> {
    const { object, stream, ciphertextSha256 } = await this.#whilePermitted(
      disclosureId,
      signal,
      async (until, cut) => {
        const { stored } = await this.#permitted(disclosureId, session);
        const object = await this.#fetch(stored, until);
        const hashed = new HashedBytes(compareLook(this.#looks, stored));
        // The callback only keeps the failure from being unhandled: the reader of `hashed` sees it.
        const stream = addAbortSignal(
          cut,
          pipeline(object.content, hashed, () => undefined),
        );
        return { object, stream, ciphertextSha256: stored.ciphertextSha256 };
      },
    );
    return { ...object, content: stream, ciphertextSha256 };
  }

  /** Opens a stream that a revocation cuts; everything that was begun ends when opening fails, or with the stream. */
  async #whilePermitted<Opened extends Readonly<{ stream: Readable }>>(
    disclosureId: DisclosureId,
    signal: AbortSignal,
    open: (until: AbortSignal, cut: AbortSignal) => Promise<Opened>,
  ): Promise<Opened> {
    const stop = new AbortController();
    const reading = this.#readings.begin(disclosureId);
    try {
      const opened = await open(AbortSignal.any([signal, stop.signal, reading.signal]), reading.signal);
      opened.stream.once('close', () => {
        reading.end();
      });
      return opened;
    } catch (error) {
      stop.abort();
      reading.end();
      throw asIntegrity(error);
    }
  }

  /** The reader's own permitted disclosure, and the decision made anew on the present state. */
  async #permitted(
    disclosureId: DisclosureId,
    session: OpenSession,
  ): Promise<Readonly<{ disclosure: RecordOf<'disclosure'>; stored: StoredBytes }>> {
    const disclosure = await this.#reads
      .disclosure(disclosureId, session.actor.identity)
      .catch((error: unknown) => {
        throw hidden(error, 'no such disclosure');
      });
    if (disclosure.reader !== session.person.pseudonym) throw new Failure('NOT_FOUND', 'no such disclosure');
    if (disclosure.basis === undefined)
      throw new Failure('NO_PERMISSION', 'this reading is not permitted', { disclosureId });
    return { disclosure, stored: storedOf(await this.#reads.fetch(disclosureId)) };
  }

  async #fetch(stored: StoredBytes, signal: AbortSignal): Promise<SealedObject> {
    try {
      return await this.#source.open(stored.locations, stored.disclosureId, signal);
    } catch (error) {
      if (error instanceof Failure && error.code === 'INTEGRITY') this.#looks.doubtful(stored);
      throw error;
    }
  }
}

function storedOf({ disclosureId, locations, ciphertextSha256 }: FetchAnswer): StoredBytes {
  return { disclosureId, locations, ciphertextSha256, began: new Date().toISOString() };
}

/** From the reader's own wrap, or from the one of the reader's organization, which its key agent opened. */
async function openPatientHalf(
  opened: Readonly<{ version: VersionAnswer; released: Released; disclosureId: DisclosureId }>,
  session: OpenSession,
): Promise<Uint8Array> {
  const { version, released, disclosureId } = opened;
  const { ids, envelope, wrap } = version;
  const { manifest } = envelope;
  const seed = session.kemSeed;
  if (wrap !== undefined) return await openWrap({ wrap, seed, ids, manifest });
  if (released.sealedHalf === undefined)
    throw new Failure('NO_PERMISSION', 'nothing opens this report for you');
  const { mspId } = session.person;
  return await openReleasedHalf({ half: released.sealedHalf, mspId, seed, ids, manifest, disclosureId });
}

/** The wrap that goes with what permitted the reading. */
function wrapBasisOf({ basis }: RecordOf<'disclosure'>): WrapBasis {
  if (basis === undefined) throw new Failure('NO_PERMISSION', 'this reading is not permitted');
  return basis.kind === 'consent' ? basis.id : basis.kind;
}

/** A cut reading is refused; whatever cannot be opened is an integrity alarm, whose exact reason stays in the cause. */
export function asIntegrity(error: unknown): unknown {
  if (error instanceof Error && error.cause instanceof Failure && error.cause.code === 'NO_PERMISSION')
    return error.cause;
  if (!(error instanceof CannotOpenError || error instanceof SpoiledShareError)) return error;
  const facts = error instanceof SpoiledShareError ? { organizations: error.mspIds } : {};
  return new Failure('INTEGRITY', 'the report does not fit what the ledger says of it', facts, error);
}
