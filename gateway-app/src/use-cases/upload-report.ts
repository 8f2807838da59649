import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type BoundIds,
  type Digest,
  canonicalBytes,
  digestOfJson,
  encodeId,
  parseCanonical,
  type ReportClass,
  type ReportId,
  type VersionId,
  suite,
} from '@medseal/ledger-model';
import {
  type Description,
  type Halves,
  newHalves,
  openBox,
  sealBox,
  sealedLength,
  sealEnvelope,
  type SealedEnvelope,
  type SealedReport,
  sealReport,
} from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../domain/act.js';
import { ContentCheck } from '../domain/content-check.js';
import { Failure } from '../domain/failure.js';
import type { Committed, Ledger } from '../domain/ledger.js';
import type { MediaType, TypeDetector } from '../domain/media-types.js';
import type { Organizations } from '../domain/organizations.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { ReportStore } from '../domain/store.js';
import type { PendingUpload, UploadStore } from '../domain/uploads.js';
import { shareHolders } from './report-holders.js';

/** What a person says of a file before sending it. */
export interface UploadAnnouncement {
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly class: ReportClass;
  readonly restricted: boolean;
}

/** Proof of an upload: where the sealed report lies and which transaction recorded it. */
export interface UploadReceipt {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly state: 'accepted';
  readonly store: string;
  readonly objectKey: string;
  readonly ciphertextSha256: Digest;
  readonly plaintextSha256: Digest;
  readonly size: number;
  readonly transactionId: string;
  readonly block: string;
  readonly recordedAt: string;
}

/** What uploading needs. */
export interface UploadParts {
  readonly channel: string;
  readonly store: ReportStore;
  readonly uploads: UploadStore;
  readonly ledger: Ledger;
  readonly organizations: Organizations;
  readonly projection: Projection;
  readonly detector: TypeDetector;
  /** Bytes that one report may have. */
  readonly maxSize: number;
}

const lifetime = 30 * 60_000;
/** Announced uploads that one session may have open. */
const maxPending = 20;

/** Receives a patient's own report: announce, then send the content in one streaming pass. */
export class UploadReport {
  readonly #parts: UploadParts;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} TOO_LARGE, TOO_MANY, or FORBIDDEN for others than patients. */
  async announce(
    announcement: UploadAnnouncement,
    session: OpenSession,
  ): Promise<{ uploadId: string; expiresAt: string }> {
    const { uploads, maxSize } = this.#parts;
    if (session.person.role !== 'patient')
      throw new Failure('FORBIDDEN', 'only patients add to their own record');
    if (announcement.size > maxSize) throw new Failure('TOO_LARGE', `a report has at most ${maxSize} bytes`);
    const now = Date.now();
    await uploads.sweep(new Date(now).toISOString());
    if ((await uploads.count(session.id)) >= maxPending) {
      throw new Failure('TOO_MANY', 'too many uploads wait for their content', { retryAfter: 60 });
    }
    const uploadId = randomBytes(16).toString('hex');
    const expiresAt = new Date(now + lifetime).toISOString();
    const { size, class: reportClass, restricted, ...description } = announcement;
    const sealedDescription = sealBox({
      ...boxOf(uploadId, session),
      plaintext: canonicalBytes({ ...description }),
    });
    await uploads.add({
      uploadId,
      sessionId: session.id,
      size,
      class: reportClass,
      restricted,
      sealedDescription,
      expiresAt,
    });
    return { uploadId, expiresAt };
  }

  /**
   * Checks, seals, hashes and stores the content, then records it. Nothing is recorded before it is stored; what cannot be
   * recorded is removed from the store again.
   * @throws {Failure} NOT_FOUND for an unknown or expired upload, INVALID, WRONG_TYPE, and what store and ledger throw.
   */
  async receive(
    content: Readonly<{ uploadId: string; length: number | undefined; stream: Readable }>,
    session: OpenSession,
  ): Promise<UploadReceipt> {
    const upload = await this.#parts.uploads.take(content.uploadId, session.id, new Date().toISOString());
    if (upload === undefined) throw new Failure('NOT_FOUND', 'no such upload waits for content');
    if (content.length !== upload.size)
      throw new Failure('INVALID', 'Content-Length is not the announced size');
    const description = openDescription(upload, session);
    const halves = newHalves();
    const ids = this.#newIds(session);
    const objectKey = newObjectKey();
    const report = await this.#store({ upload, description, halves, ids, objectKey, stream: content.stream });
    try {
      const committed = await this.#record({ upload, description, halves, ids, objectKey, report }, session);
      return await this.#receipt({ ids, objectKey, report }, committed, session);
    } catch (error) {
      // Where the outcome is unknown the record may stand, and nothing recorded may lose its object.
      if (!(error instanceof Failure && error.code === 'OUTCOME_UNKNOWN'))
        await this.#parts.store.remove(objectKey);
      throw error;
    }
  }

  async #store(input: Sealing & Readonly<{ stream: Readable }>): Promise<SealedReport> {
    const { upload, description, halves, ids, objectKey, stream } = input;
    const announced = { mediaType: description.mediaType as MediaType, size: upload.size };
    const check = new ContentCheck(announced, this.#parts.detector);
    const sealing = sealReport({ ids, halves });
    const sealed = new PassThrough();
    const flow = pipeline(stream, check, sealing.stream, sealed);
    try {
      const stored = this.#parts.store.put(objectKey, sealedLength(upload.size), sealed);
      const [report] = await Promise.all([sealing.result, flow, stored]);
      return report;
    } catch (error) {
      sealed.destroy();
      await Promise.allSettled([flow]);
      await this.#parts.store.remove(objectKey).catch(() => undefined);
      throw check.errored ?? error;
    }
  }

  async #record(
    input: Sealing & Readonly<{ report: SealedReport }>,
    session: OpenSession,
  ): Promise<Committed> {
    const { upload, ids, objectKey } = input;
    const { envelope, shareSets, wraps } = await this.#envelope(input, session);
    const attachments = { envelope, shares: { sets: [...shareSets] }, wraps: { wraps: [...wraps] } };
    const statement = {
      salt: newSalt(),
      reportId: ids.reportId,
      versionId: ids.versionId,
      patient: ids.patient,
      class: upload.class as ReportClass,
      restricted: upload.restricted,
      relation: 'original' as const,
      location: { mspId: session.person.mspId, objectKey },
      manifest: digestOfJson(envelope.manifest),
      attachments: attachmentDigests(attachments),
    };
    return await this.#parts.ledger.submit(
      { function: 'ProposeReport', statement, attachments },
      session.actor,
    );
  }

  async #envelope(
    input: Sealing & Readonly<{ report: SealedReport }>,
    session: OpenSession,
  ): Promise<SealedEnvelope> {
    const { ids, halves, report, description } = input;
    const organizations = await this.#parts.organizations.all();
    const preferences = await this.#parts.projection.find('patient', [ids.patient]);
    return await sealEnvelope({
      ids,
      halves,
      report,
      description,
      ledgerHolders: shareHolders(organizations, 'ledger'),
      ...(preferences?.record.emergencyHalf === true
        ? { emergencyHolders: shareHolders(organizations, 'emergency') }
        : {}),
      wraps: [
        {
          holder: ids.patient,
          basis: 'own',
          keyVersion: session.actor.keyVersion,
          publicKey: session.encapsulationKey,
        },
      ],
    });
  }

  async #receipt(
    { ids, objectKey, report }: Readonly<{ ids: BoundIds; objectKey: string; report: SealedReport }>,
    committed: Committed,
    session: OpenSession,
  ): Promise<UploadReceipt> {
    await this.#parts.projection.waitFor(committed.block);
    const recorded = await this.#parts.projection.find('proposal', [ids.versionId]);
    return {
      reportId: ids.reportId,
      versionId: ids.versionId,
      state: 'accepted',
      store: session.person.organization,
      objectKey,
      ciphertextSha256: report.ciphertextSha256,
      plaintextSha256: report.plaintextSha256,
      size: report.plaintextSize,
      ...committed,
      recordedAt: recorded?.record.at ?? new Date().toISOString(),
    };
  }

  #newIds(session: OpenSession): BoundIds {
    return {
      suite,
      channel: this.#parts.channel,
      reportId: encodeId('report', randomBytes(16)),
      versionId: encodeId('version', randomBytes(16)),
      patient: session.person.pseudonym,
    };
  }
}

interface Sealing {
  readonly upload: PendingUpload;
  readonly description: Description;
  readonly halves: Halves;
  readonly ids: BoundIds;
  readonly objectKey: string;
}

/** A random S3 name, spread over 256 prefixes. */
function newObjectKey(): string {
  const name = randomBytes(17).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2)}`;
}

function boxOf(uploadId: string, session: OpenSession): { key: Uint8Array; aad: Uint8Array } {
  return { key: session.sealingKey, aad: canonicalBytes(['medseal/upload/v1', uploadId]) };
}

function openDescription(upload: PendingUpload, session: OpenSession): Description {
  const opened = openBox({ ...boxOf(upload.uploadId, session), sealed: upload.sealedDescription });
  return parseCanonical(opened) as unknown as Description;
}
