import { addAbortSignal, PassThrough, pipeline, type Readable } from 'node:stream';
import type { Basis, DisclosureId, FetchAnswer, RecordOf, VersionAnswer } from '@medseal/ledger-model';
import {
  type ByteRange,
  CannotOpenError,
  type Metadata,
  openCatalogue,
  openReleasedHalf,
  openReport,
  openReportKey,
  openReportRange,
  openWrap,
  type ReportRange,
  SpoiledShareError,
} from '@medseal/sealing';
import { Shares } from '@medseal/transport';
import { compareRead, type ReadObserver, type StoredBytes } from '../../domain/integrity/altered.js';
import { Deadline } from '../../domain/shared/deadline.js';
import { Failure, forbiddenAsNotFound } from '../../domain/shared/failure.js';
import { HashedBytes } from '../../domain/shared/hashed-bytes.js';
import type { KeyAgents } from '../../domain/reports/key-agents.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { SealedObject, SealedSource } from '../../domain/reports/store.js';
import { wrapBasisOf } from '../../domain/reports/wrap-basis.js';
import { collectRelease, type Released } from './collect-shares.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { RunningReadings } from './running-readings.js';

/**
 * A report, or a range of it, in transit to its reader. The stream fails, and never ends cleanly, when anything does
 * not fit the ledger.
 */
export interface OpenedContent {
  readonly metadata: Metadata;
  readonly range: ByteRange | undefined;
  readonly stream: Readable;
}

/** The stored bytes of a report, or a range of them, still sealed. */
export interface SealedContent extends SealedObject {
  readonly ciphertextSha256: string;
  readonly range: ByteRange | undefined;
}

/** The whole content, before a range of it is chosen. */
type WholeContent = Readonly<{ size: number; sha256: string }>;

/** The reader, the disclosure, and the options of a reading. */
export interface Reading {
  readonly disclosureId: DisclosureId;
  readonly session: OpenSession;
  /** Aborts when the reader leaves. */
  readonly signal: AbortSignal;
  /** Chooses the wanted range; the whole if left out. An error that it throws ends the reading. */
  readonly choose?: ((whole: WholeContent) => ByteRange | undefined) | undefined;
}

/** Limits of downloads. */
export interface DownloadLimits {
  /** The most contents that one person may fetch at once. */
  readonly atOnce: number;
  /** Milliseconds that a download may take: a slow reader continues with a range. */
  readonly longest: number;
}

const defaultLimits: DownloadLimits = { atOnce: 32, longest: 24 * 3_600_000 };

/** Opens what a committed disclosure permits, as long as its basis holds: a revocation cuts running downloads. */
export class OpenContent {
  readonly #reads: LedgerReads;
  readonly #agents: KeyAgents;
  readonly #source: SealedSource;
  readonly #readings: RunningReadings;
  readonly #observer: ReadObserver;
  readonly #onSpoiled: (mspId: string) => void;
  readonly #limits: DownloadLimits;
  /** By person. */
  readonly #running: Shares;

  constructor(
    parts: Readonly<{
      reads: LedgerReads;
      agents: KeyAgents;
      source: SealedSource;
      readings: RunningReadings;
      observer: ReadObserver;
      /** Receives the MSP id of each organization whose share does not open or is not the committed one. */
      onSpoiled: (mspId: string) => void;
      limits?: Partial<DownloadLimits>;
    }>,
  ) {
    this.#reads = parts.reads;
    this.#agents = parts.agents;
    this.#source = parts.source;
    this.#readings = parts.readings;
    this.#observer = parts.observer;
    this.#onSpoiled = parts.onSpoiled;
    this.#limits = { ...defaultLimits, ...parts.limits };
    this.#running = new Shares(this.#limits.atOnce);
  }

  /**
   * Plaintext. Agents, envelope and bytes are requested concurrently; a range is chosen when the report's size is
   * known.
   * @throws {Failure} NOT_FOUND, NO_PERMISSION, EXPIRED, INTEGRITY, TOO_MANY, or UNAVAILABLE with too few agents.
   */
  async open(reading: Reading): Promise<OpenedContent> {
    const { disclosureId, session, choose } = reading;
    return await this.#whilePermitted(reading, async (until, cut) => {
      const answers = this.#agents.release(disclosureId, until);
      const { disclosure, basis, stored } = await this.#permitted(disclosureId, session);
      const [version, object] = await Promise.all([
        this.#reads.version(disclosure.versionId, wrapBasisOf(basis), session.actor.identity),
        choose === undefined ? this.#fetch(stored, until) : undefined,
      ]);
      const { metadata, secret } = await this.#unlock({ answers, version, disclosureId }, session);
      const range = choose?.({ size: metadata.plaintextSize, sha256: metadata.plaintextSha256 });
      const opened =
        range === undefined
          ? this.#openWhole(object ?? (await this.#fetch(stored, until)), stored, secret)
          : await this.#openRange(openReportRange(secret, range), stored, until);
      return { metadata, range, stream: addAbortSignal(cut, opened) };
    });
  }

  /** The stored bytes, for readers who want to check them against the ledger. @throws {Failure} as {@link open} */
  async openSealed(reading: Reading): Promise<SealedContent> {
    const { disclosureId, session, choose } = reading;
    const { object, stream, ciphertextSha256, range } = await this.#whilePermitted(
      reading,
      async (until, cut) => {
        const { stored } = await this.#permitted(disclosureId, session);
        const { size, ciphertextSha256 } = stored;
        const range = choose?.({ size, sha256: ciphertextSha256 });
        const object = await this.#fetch(stored, until, range);
        const passing =
          range === undefined ? new HashedBytes(compareRead(this.#observer, stored)) : new PassThrough();
        // The callback only keeps the failure from being unhandled: the reader of the stream sees it.
        const stream = addAbortSignal(
          cut,
          pipeline(object.content, passing, () => undefined),
        );
        return { object, stream, ciphertextSha256, range };
      },
    );
    return { ...object, content: stream, ciphertextSha256, range };
  }

  async #unlock(
    asked: Pick<Parameters<typeof collectRelease>[0], 'answers' | 'version' | 'disclosureId'>,
    session: OpenSession,
  ): Promise<Readonly<{ metadata: Metadata; secret: ReportSecret }>> {
    const { version, disclosureId } = asked;
    const { ids, envelope } = version;
    const { manifest } = envelope;
    const halfFrom = version.wrap === undefined ? session.person.mspId : undefined;
    const onSpoiled = this.#onSpoiled;
    const released = await collectRelease({ ...asked, seed: session.kemSeed, halfFrom, onSpoiled });
    const patientHalf = await openPatientHalf({ version, released, disclosureId }, session);
    const dataKey = openReportKey({ patientHalf, ledgerHalf: released.ledgerHalf, ids, manifest });
    const metadata = openCatalogue({ ids, envelope, patientHalf });
    const { plaintextSha256 } = metadata;
    return { metadata, secret: { ids, dataKey, manifest, plaintextSha256 } };
  }

  #openWhole({ content }: SealedObject, stored: StoredBytes, secret: ReportSecret): Readable {
    // The reader of the stream sees the failure itself.
    return pipeline(content, openReport(secret), (error) => {
      const isAuthors = error instanceof CannotOpenError && error.reason === 'content';
      if (!error || isAuthors) this.#observer.intact(stored);
      else if (error instanceof CannotOpenError) this.#observer.suspect(stored);
    });
  }

  /** A range shows nothing about the other segments: it does not show that an object is intact. */
  async #openRange(
    { sealedRange, stream }: ReportRange,
    stored: StoredBytes,
    until: AbortSignal,
  ): Promise<Readable> {
    const { content } = await this.#fetch(stored, until, sealedRange);
    return pipeline(content, stream, (error) => {
      if (error instanceof CannotOpenError) this.#observer.suspect(stored);
    });
  }

  /**
   * Opens a stream that a revocation or the end of its time cuts; everything that was begun ends when opening fails,
   * or with the stream.
   */
  async #whilePermitted<Opened extends Readonly<{ stream: Readable }>>(
    reading: Reading,
    open: (until: AbortSignal, cut: AbortSignal) => Promise<Opened>,
  ): Promise<Opened> {
    const stop = new AbortController();
    const { cut, end } = this.#begin(reading);
    try {
      const opened = await open(AbortSignal.any([reading.signal, stop.signal, cut]), cut);
      if (opened.stream.closed) end();
      else opened.stream.once('close', end);
      return opened;
    } catch (error) {
      stop.abort();
      end();
      throw toIntegrityFailure(error);
    }
  }

  /**
   * Takes one of the person's places; the signal aborts when the reading is no longer permitted or has taken too
   * long.
   */
  #begin({ disclosureId, session }: Reading): Readonly<{ cut: AbortSignal; end: () => void }> {
    const leave = this.#running.take(session.person.personId);
    if (leave === undefined)
      throw new Failure('TOO_MANY', 'you are downloading too many reports right now', {
        retryAfter: 60,
      });
    const tooSlow = new Failure('TOO_SLOW', 'the content is being read too slowly');
    const time = new Deadline(this.#limits.longest, tooSlow);
    const running = this.#readings.begin(disclosureId);
    const end = (): void => {
      time.clear();
      running.end();
      leave();
    };
    return { cut: AbortSignal.any([running.signal, time.signal]), end };
  }

  /** The reader's own permitted disclosure, and a new decision on the present state. */
  async #permitted(
    disclosureId: DisclosureId,
    session: OpenSession,
  ): Promise<Readonly<{ disclosure: RecordOf<'disclosure'>; basis: Basis; stored: StoredBytes }>> {
    const disclosure = await this.#reads
      .disclosure(disclosureId, session.actor.identity)
      .catch((error: unknown) => {
        throw forbiddenAsNotFound(error, 'no such disclosure');
      });
    if (disclosure.reader !== session.person.pseudonym) throw new Failure('NOT_FOUND', 'no such disclosure');
    const { basis } = disclosure;
    if (basis === undefined)
      throw new Failure('NO_PERMISSION', 'this reading is not permitted', { disclosureId });
    return { disclosure, basis, stored: storedOf(await this.#reads.fetch(disclosureId)) };
  }

  async #fetch(stored: StoredBytes, signal: AbortSignal, range?: ByteRange): Promise<SealedObject> {
    try {
      return await this.#source.open(stored, signal, range);
    } catch (error) {
      if (error instanceof Failure && error.code === 'INTEGRITY') this.#observer.suspect(stored);
      throw error;
    }
  }
}

/** What opens a report's bytes. */
type ReportSecret = Parameters<typeof openReport>[0];

function storedOf({ disclosureId, locations, ciphertextSha256, size }: FetchAnswer): StoredBytes {
  return { disclosureId, locations, ciphertextSha256, size, began: new Date().toISOString() };
}

/** From the reader's own wrap, or from that of the reader's organization, which its key agent opened. */
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

/** A cut reading is refused; whatever cannot be opened is an integrity alarm, whose exact reason stays in the cause. */
export function toIntegrityFailure(error: unknown): unknown {
  if (error instanceof Error && error.cause instanceof Failure && error.cause.code === 'NO_PERMISSION')
    return error.cause;
  if (!(error instanceof CannotOpenError || error instanceof SpoiledShareError)) return error;
  const facts = error instanceof SpoiledShareError ? { organizations: error.mspIds } : {};
  return new Failure('INTEGRITY', 'the report does not fit what the ledger says about it', facts, error);
}
