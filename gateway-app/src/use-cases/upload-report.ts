import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type BoundIds,
  type Digest,
  encodeId,
  type Pseudonym,
  type ReportClass,
  type ReportId,
  suite,
  type VersionId,
} from '@medseal/ledger-model';
import { newHalves, sealedLength, type SealedReport, sealReport } from '@medseal/sealing';
import { ContentCheck } from '../domain/content-check.js';
import { Failure } from '../domain/failure.js';
import type { ObjectJournal } from '../domain/journal.js';
import type { Committed } from '../domain/ledger.js';
import type { TypeDetector } from '../domain/media-types.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { ReportStore } from '../domain/store.js';
import type { PendingUpload, UploadStore } from '../domain/uploads.js';
import { proposeReport, type ProposingParts, type StoredReport } from './propose-report.js';
import type { ReceiptAgain } from './receipt-again.js';
import type { SharedUpload, ShareUpload } from './share-upload.js';
import { openPlan } from './upload-plan.js';

/** Proof of an upload: where the sealed report lies and which transaction recorded it. */
export interface UploadReceipt {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  /** A doctor's upload waits for the patient. */
  readonly state: 'accepted' | 'proposed';
  readonly store: string;
  readonly objectKey: string;
  readonly ciphertextSha256: Digest;
  readonly plaintextSha256: Digest;
  readonly size: number;
  readonly transactionId: string;
  readonly block: string;
  readonly recordedAt: string;
  readonly share?: SharedUpload;
}

/** What uploading needs. */
export interface UploadParts extends ProposingParts {
  readonly channel: string;
  readonly store: ReportStore;
  readonly uploads: UploadStore;
  readonly projection: Projection;
  readonly detector: TypeDetector;
  readonly sharing: ShareUpload;
  /** Notes each object before it is stored. */
  readonly journal: ObjectJournal;
  /** Finishes or undoes what an upload left unfinished. */
  readonly recovery: Readonly<{ wake(): void }>;
  /** Finds the receipt of an upload whose content was received before. */
  readonly receipts: ReceiptAgain;
}

/** Receives the content of an announced report in one streaming pass. */
export class UploadReport {
  readonly #parts: UploadParts;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /**
   * Checks, seals, hashes and stores the content, then records it. Nothing is recorded before it is stored; what cannot be
   * recorded is removed from the store again. Content that was received before is not received again: its receipt is given.
   * @throws {Failure} NOT_FOUND for an unknown or expired upload, INVALID, WRONG_TYPE, and what store and ledger throw.
   */
  async receive(
    content: Readonly<{ uploadId: string; length: number | undefined; stream: Readable }>,
    session: OpenSession,
  ): Promise<UploadReceipt> {
    const { uploads, receipts, sharing } = this.#parts;
    const upload = await uploads.take(content.uploadId, session.id, new Date().toISOString());
    if (upload === undefined) return await receipts.find(content.uploadId, session);
    if (content.length !== upload.size)
      throw new Failure('INVALID', 'Content-Length is not the announced size');
    const begun = this.#begin(upload, session);
    const receipt = await this.#storeAndRecord(begun, { upload, stream: content.stream }, session);
    const share = await sharing.share(begun.ids.reportId, begun.plan, session);
    return share === undefined ? receipt : { ...receipt, share };
  }

  /** From the journal's row on, a crash at any point is finished or undone by the recovery. */
  async #storeAndRecord(
    begun: Begun,
    { upload, stream }: Readonly<{ upload: PendingUpload; stream: Readable }>,
    session: OpenSession,
  ): Promise<UploadReceipt> {
    const { journal, recovery } = this.#parts;
    const { objectKey, ids } = begun;
    const { uploadId } = upload;
    const { reportId, versionId } = ids;
    await journal.intend({ objectKey, uploadId, actor: session.person.pseudonym, reportId, versionId });
    try {
      const stored = { ...begun, report: await this.#store(begun, upload.size, stream) };
      const committed = await proposeReport(this.#parts, stored, session);
      return await this.#receipt(stored, committed, session);
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

  async #store(
    { plan, halves, ids, objectKey }: Begun,
    size: number,
    stream: Readable,
  ): Promise<SealedReport> {
    const check = new ContentCheck({ mediaType: plan.description.mediaType, size }, this.#parts.detector);
    const sealing = sealReport({ ids, halves });
    const sealed = new PassThrough();
    const flow = pipeline(stream, check, sealing.stream, sealed);
    try {
      const stored = this.#parts.store.put(objectKey, sealedLength(size), sealed);
      const [report] = await Promise.all([sealing.result, flow, stored]);
      return report;
    } catch (error) {
      sealed.destroy();
      await Promise.allSettled([flow]);
      throw check.errored ?? error;
    }
  }

  async #receipt(
    { ids, objectKey, report }: StoredReport,
    committed: Committed,
    { person }: OpenSession,
  ): Promise<UploadReceipt> {
    await this.#parts.projection.waitFor(committed.block);
    const recorded = await this.#parts.projection.find('proposal', [ids.versionId]);
    return {
      reportId: ids.reportId,
      versionId: ids.versionId,
      state: ids.patient === person.pseudonym ? 'accepted' : 'proposed',
      store: person.organization,
      objectKey,
      ciphertextSha256: report.ciphertextSha256,
      plaintextSha256: report.plaintextSha256,
      size: report.plaintextSize,
      ...committed,
      recordedAt: recorded?.record.at ?? new Date().toISOString(),
    };
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

/** An upload whose bytes are still coming. */
type Begun = Omit<StoredReport, 'report'>;

/** A random S3 name, spread over 256 prefixes. */
function newObjectKey(): string {
  const name = randomBytes(17).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2)}`;
}
