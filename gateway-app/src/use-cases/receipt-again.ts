import type { VersionId } from '@medseal/ledger-model';
import { openEnvelope } from '@medseal/sealing';
import { Failure } from '../domain/failure.js';
import type { JournaledObject, ObjectJournal } from '../domain/journal.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { LedgerReads } from './ledger-reads.js';
import type { UploadReceipt } from './upload-report.js';

/** What finding a receipt needs. */
export interface ReceiptAgainParts {
  readonly journal: ObjectJournal;
  readonly reads: LedgerReads;
  readonly projection: Projection;
}

/** The receipt of an upload whose answer got lost: made anew from the ledger, nothing of it was kept. */
export class ReceiptAgain {
  readonly #parts: ReceiptAgainParts;

  constructor(parts: ReceiptAgainParts) {
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
    const metadata = await this.#metadata(versionId, session);
    return {
      reportId,
      versionId,
      state: proposal.record.patient === session.person.pseudonym ? 'accepted' : 'proposed',
      store: session.person.organization,
      objectKey,
      ciphertextSha256: version.record.ciphertextSha256,
      plaintextSha256: metadata.plaintextSha256,
      size: metadata.plaintextSize,
      transactionId: proposal.record.made.tx,
      block: proposal.block,
      recordedAt: proposal.record.at,
    };
  }

  async #metadata(versionId: VersionId, session: OpenSession) {
    const basis = session.person.role === 'patient' ? 'own' : 'author';
    const answer = await this.#parts.reads.version(versionId, basis, session.actor.identity);
    const { ids, envelope, wrap } = answer;
    if (wrap === undefined) throw new Failure('NOT_FOUND', 'no such upload waits for content');
    return (await openEnvelope({ ids, envelope, wrap, seed: session.kemSeed })).metadata;
  }
}
