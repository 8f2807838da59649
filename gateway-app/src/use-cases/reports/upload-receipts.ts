import type { Digest, ReportId, VersionId } from '@medseal/ledger-model';
import { openEnvelope } from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';
import type { JournaledObject, ObjectJournal } from '../../domain/ledger/journal.js';
import type { Committed } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { SharedUpload } from './share-upload.js';

/** Proof of an upload: where the sealed report is and which transaction recorded it. */
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

/** What a receipt says about a recorded report. */
interface RecordedUpload extends Committed {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly patient: string;
  readonly objectKey: string;
  readonly ciphertextSha256: Digest;
  readonly plaintextSha256: Digest;
  readonly plaintextSize: number;
  /** Undefined while lists lag: the present time is close enough. */
  readonly recordedAt: string | undefined;
}

/** The receipt of a report that was recorded just now or earlier. */
export function uploadReceipt(upload: RecordedUpload, person: SignedInPerson): UploadReceipt {
  const { reportId, versionId, objectKey, ciphertextSha256, plaintextSha256, transactionId, block } = upload;
  return {
    reportId,
    versionId,
    state: upload.patient === person.pseudonym ? 'accepted' : 'proposed',
    store: person.organization,
    objectKey,
    ciphertextSha256,
    plaintextSha256,
    size: upload.plaintextSize,
    transactionId,
    block,
    recordedAt: upload.recordedAt ?? new Date().toISOString(),
  };
}

/** What finding a receipt needs. */
export interface ReceiptParts {
  readonly journal: ObjectJournal;
  readonly reads: LedgerReads;
  readonly projection: Projection;
}

/** Receipts of uploads whose answers got lost: they are made again from the ledger; none is kept. */
export class UploadReceipts {
  readonly #parts: ReceiptParts;

  constructor(parts: ReceiptParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND, CONFLICT while the content is being received, OUTCOME_UNKNOWN. */
  async find(uploadId: string, session: OpenSession): Promise<UploadReceipt> {
    const object = await this.#parts.journal.byUpload(uploadId, session.person.pseudonym);
    if (object?.step === 'recorded') return await this.#receipt(object, session);
    if (object?.live === true)
      throw new Failure('CONFLICT', 'the content of this upload is being received', { retryAfter: 2 });
    if (object?.step === 'submitted' && object.transactionId !== undefined)
      throw new Failure('OUTCOME_UNKNOWN', 'whether the report was recorded is not known yet', {
        transactionId: object.transactionId,
      });
    throw new Failure('NOT_FOUND', 'no such upload waits for content');
  }

  async #receipt(object: JournaledObject, session: OpenSession): Promise<UploadReceipt> {
    const { reportId, versionId, objectKey } = object;
    const proposal = await this.#parts.projection.find('proposal', [versionId]);
    const version = await this.#parts.projection.find('version', [versionId]);
    if (proposal === undefined || version === undefined)
      throw new Failure('UNAVAILABLE', 'the report’s block is not here yet', { retryAfter: 2 });
    const { plaintextSha256, plaintextSize } = await this.#metadata(versionId, session);
    const { patient, made, at } = proposal.record;
    return uploadReceipt(
      {
        ...{ reportId, versionId, patient, objectKey, plaintextSha256, plaintextSize },
        ciphertextSha256: version.record.ciphertextSha256,
        transactionId: made.tx,
        block: proposal.block,
        recordedAt: at,
      },
      session.person,
    );
  }

  async #metadata(versionId: VersionId, session: OpenSession) {
    const basis = session.person.role === 'patient' ? 'own' : 'author';
    const answer = await this.#parts.reads.version(versionId, basis, session.actor.identity);
    const { ids, envelope, wrap } = answer;
    if (wrap === undefined) throw new Failure('NOT_FOUND', 'no such upload waits for content');
    return (await openEnvelope({ ids, envelope, wrap, seed: session.kemSeed })).metadata;
  }
}
