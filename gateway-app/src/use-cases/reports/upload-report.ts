import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BoundIds, encodeId, type Pseudonym, type ReportClass, suite } from '@medseal/ledger-model';
import { Shares } from '@medseal/transport';
import { newHalves, sealedLength, type SealedReport, sealReport } from '@medseal/sealing';
import { ContentCheck } from '../../domain/reports/content-check.js';
import { Deadline } from '../../domain/shared/deadline.js';
import { Failure } from '../../domain/shared/failure.js';
import type { ObjectJournal } from '../../domain/ledger/journal.js';
import type { Committed } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { ReportStore } from '../../domain/reports/store.js';
import type { PendingUpload, UploadStore } from '../../domain/reports/uploads.js';
import type { Tell } from '../../domain/shared/log.js';
import { proposeReport, type ProposingParts, type StoredReport } from './propose-report.js';
import type { ShareUpload } from './share-upload.js';
import { openPlan } from './upload-plan.js';
import { type UploadReceipt, uploadReceipt, type UploadReceipts } from './upload-receipts.js';

/** What uploading needs. */
export interface UploadParts extends ProposingParts {
  readonly channel: string;
  readonly store: Pick<ReportStore, 'put'>;
  readonly uploads: UploadStore;
  readonly projection: Projection;
  readonly sharing: ShareUpload;
  /** Notes each object before it is stored. */
  readonly journal: ObjectJournal;
  /** Finishes or undoes what an upload left unfinished. */
  readonly recovery: Readonly<{ wake(): void }>;
  /** Finds the receipt of an upload whose content was received before. */
  readonly receipts: UploadReceipts;
  readonly log: Tell;
  readonly limits?: Partial<UploadLimits>;
}

/** Limits of uploads. */
export interface UploadLimits {
  /** The most contents that one person may send at once. */
  readonly atOnce: number;
  /** Milliseconds that every content has, in addition to the time that its bytes take at the slowest rate. */
  readonly grace: number;
  /** Bytes per second that a content must reach on average. */
  readonly slowest: number;
  /** The longest time for any content, milliseconds: acts need a certificate, which is valid for nine hours. */
  readonly longest: number;
}

const defaultLimits: UploadLimits = {
  atOnce: 20,
  grace: 15 * 60_000,
  slowest: 16_384,
  longest: 8 * 3_600_000,
};

/** Receives the content of an announced report in one streaming pass. */
export class UploadReport {
  readonly #parts: UploadParts;
  readonly #limits: UploadLimits;
  /** By person. */
  readonly #running: Shares;

  constructor(parts: UploadParts) {
    this.#parts = parts;
    this.#limits = { ...defaultLimits, ...parts.limits };
    this.#running = new Shares(this.#limits.atOnce);
  }

  /**
   * Checks, seals, hashes and stores the content, then records it. Nothing is recorded before it is stored; what
   * cannot be recorded is removed from the store again. Content that was received before is not received again: its
   * receipt is returned.
   * @throws {Failure} NOT_FOUND for an unknown or expired upload, LENGTH_REQUIRED, INVALID, WRONG_TYPE, TOO_MANY,
   * TOO_SLOW, and what store and ledger throw. The announcement is used up only by content that is not as announced,
   * or that is recorded.
   */
  async receive(content: ReceivedContent, session: OpenSession): Promise<UploadReceipt> {
    const { uploads, receipts } = this.#parts;
    const { uploadId } = content;
    const announced = await uploads.find(uploadId, session.id, new Date().toISOString());
    if (announced === undefined) return await receipts.find(uploadId, session);
    requireLength(content, announced);
    const leave = this.#running.take(session.person.personId);
    if (leave === undefined)
      throw new Failure('TOO_MANY', 'you are uploading too many reports right now', { retryAfter: 60 });
    try {
      const upload = await uploads.take(uploadId, session.id, new Date().toISOString());
      if (upload === undefined) return await receipts.find(uploadId, session);
      return await this.#receive(upload, content.stream, session);
    } finally {
      leave();
    }
  }

  async #receive(upload: PendingUpload, stream: Readable, session: OpenSession): Promise<UploadReceipt> {
    const begun = this.#begin(upload, session);
    // A connection may be lost after the whole content was sent: sending it again returns the receipt.
    const carriedThrough = withoutCaller(session);
    const receipt = await this.#storeAndRecord(begun, { upload, stream }, carriedThrough);
    const share = await this.#parts.sharing.share(begun.ids.reportId, begun.plan, carriedThrough);
    return share === undefined ? receipt : { ...receipt, share };
  }

  /** From the journal's row on, the recovery finishes or undoes the upload after a crash at any point. */
  async #storeAndRecord(
    begun: Begun,
    { upload, stream }: Readonly<{ upload: PendingUpload; stream: Readable }>,
    session: OpenSession,
  ): Promise<UploadReceipt> {
    const { journal, recovery } = this.#parts;
    const { objectKey, ids } = begun;
    const { uploadId } = upload;
    const { reportId, versionId } = ids;
    const takenAt = Date.now();
    await journal.intend({ objectKey, uploadId, actor: session.person.pseudonym, reportId, versionId });
    try {
      const stored = { ...begun, report: await this.#store(begun, upload.size, stream) };
      const committed = await proposeReport(this.#parts, stored, session);
      return await this.#receipt(stored, committed, session);
    } catch (error) {
      if (mayBeSentAgain(error)) await this.#giveBack({ ...upload, takenAt }, objectKey);
      throw error;
    } finally {
      journal.leave(objectKey);
      recovery.wake();
    }
  }

  #begin(upload: PendingUpload, session: OpenSession): Begun {
    const plan = openPlan(upload.uploadId, upload.sealedDescription, session);
    return {
      plan,
      class: upload.class as ReportClass,
      restricted: upload.restricted,
      halves: newHalves(),
      ids: this.#newIds(plan.patient.pseudonym),
      objectKey: newObjectKey(),
    };
  }

  /**
   * If nothing was submitted, or orderers refused all of it: the recovery handles the object if it is there, and the
   * same upload may be sent again. It waits for the time that was left when its content began to arrive.
   * @param takenAt When that was, milliseconds.
   */
  async #giveBack(
    { takenAt, ...upload }: PendingUpload & Readonly<{ takenAt: number }>,
    objectKey: string,
  ): Promise<void> {
    const expiresAt = new Date(Date.parse(upload.expiresAt) + Date.now() - takenAt).toISOString();
    try {
      if (!(await this.#parts.journal.forgo(objectKey))) return;
      await this.#parts.uploads.add({ ...upload, expiresAt, isGivenBack: true });
    } catch (err) {
      // The sender learns why the content was not taken.
      this.#parts.log({ err }, 'an upload could not be announced again');
    }
  }

  async #store(
    { plan, halves, ids, objectKey }: Begun,
    size: number,
    stream: Readable,
  ): Promise<SealedReport> {
    const check = new ContentCheck({ mediaType: plan.description.mediaType, size });
    const sealing = sealReport({ ids, halves });
    const sealed = new PassThrough();
    const { grace, slowest, longest } = this.#limits;
    const tooSlow = new Failure('TOO_SLOW', 'the content is arriving too slowly');
    const time = new Deadline(Math.min(longest, grace + (size / slowest) * 1_000), tooSlow);
    const flow = pipeline(stream, check, sealing.stream, sealed, { signal: time.signal });
    const stored = this.#parts.store.put(objectKey, sealedLength(size), sealed);
    try {
      const [report] = await Promise.all([sealing.result, flow, stored]);
      return report;
    } catch (error) {
      sealed.destroy();
      const ends = await Promise.allSettled([stored, flow]);
      throw reasonOf([time.signal.reason, check.errored, ...ends.map(reasonIn)], error);
    } finally {
      time.clear();
    }
  }

  async #receipt(
    { ids, objectKey, report }: StoredReport,
    committed: Committed,
    { person }: OpenSession,
  ): Promise<UploadReceipt> {
    const { reportId, versionId, patient } = ids;
    await this.#parts.projection.waitFor(committed.block);
    const recorded = await this.#parts.projection.find('proposal', [versionId]);
    return uploadReceipt(
      { reportId, versionId, patient, objectKey, ...report, ...committed, recordedAt: recorded?.record.at },
      person,
    );
  }

  #newIds(patient: Pseudonym): BoundIds {
    return {
      suite,
      channel: this.#parts.channel,
      reportId: encodeId('report', randomBytes(16)),
      versionId: encodeId('version', randomBytes(16)),
      patient,
    };
  }
}

/** An upload whose bytes are still arriving. */
type Begun = Omit<StoredReport, 'report'>;

/** Content as it arrives. */
export type ReceivedContent = Readonly<{ uploadId: string; length: number | undefined; stream: Readable }>;

function requireLength({ length }: ReceivedContent, { size }: PendingUpload): void {
  if (length === undefined) throw new Failure('LENGTH_REQUIRED', 'give the length in Content-Length');
  if (length !== size) throw new Failure('INVALID', 'Content-Length is not the announced size');
}

/** The content itself was as announced, or may have been: only a part of the system or the connection failed. */
function mayBeSentAgain(error: unknown): boolean {
  return !(error instanceof Failure && (error.code === 'WRONG_TYPE' || error.code === 'INVALID'));
}

/**
 * When streams end because of each other, each fails with its own error: the failure that a part reports counts
 * first.
 */
function reasonOf(reasons: readonly unknown[], otherwise: unknown): unknown {
  return reasons.find((reason) => reason instanceof Failure) ?? otherwise;
}

function reasonIn(end: PromiseSettledResult<unknown>): unknown {
  return end.status === 'rejected' ? end.reason : undefined;
}

/** A random S3 name, spread over 256 prefixes. */
function newObjectKey(): string {
  const name = randomBytes(17).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2)}`;
}
