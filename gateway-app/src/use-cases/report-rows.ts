import type { RecordOf, ReportId, VersionId, WrapBasis } from '@medseal/ledger-model';
import type { Metadata } from '@medseal/sealing';
import type { AlteredMarks } from '../domain/altered.js';
import type { Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import { openCatalogueEntry } from './catalogue.js';
import type { GranteeReference } from './grantees.js';
import type { NamedReference, PersonReference, PersonReferences } from './person-references.js';

/** One row of a list of reports. Title and file name are there for who holds a wrap. */
export interface ReportItem {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly state: string;
  readonly class: string;
  readonly restricted: boolean;
  readonly title?: string;
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly plaintextSha256?: string;
  /** Bytes of the stored, sealed report. */
  readonly size: number;
  readonly author: NamedReference;
  readonly owner: PersonReference;
  readonly recordedAt: string;
  readonly ciphertextSha256: string;
  /** When the stored bytes were found not to fit the ledger, RFC 3339; absent while nothing is known against them. */
  readonly alteredAt?: string;
  readonly transactionId: string;
  readonly block: string;
  /** For rows that come from a consent. */
  readonly consentId?: string;
  readonly recipient?: GranteeReference;
  readonly until?: string;
  /** Why a proposal was rejected, for its author. */
  readonly reason?: string;
}

/** Builds rows from the projection, opened with the reader's wraps. */
export class ReportRows {
  readonly #projection: Projection;
  readonly #references: PersonReferences;
  readonly #altered: AlteredMarks;

  constructor(
    parts: Readonly<{ projection: Projection; references: PersonReferences; altered: AlteredMarks }>,
  ) {
    this.#projection = parts.projection;
    this.#references = parts.references;
    this.#altered = parts.altered;
  }

  /** The newest accepted version of a report as a row, without a title where there is no basis; undefined while there is none, or a part of it is not in yet. */
  async newest(
    { record: report, block, transactionId }: Projected<'report'>,
    basis: WrapBasis | undefined,
    session: OpenSession,
  ): Promise<ReportItem | undefined> {
    const versionId = report.versions.at(-1)?.versionId;
    if (versionId === undefined) return undefined;
    const row = await this.of({ report, versionId, basis }, session);
    const state = report.state === 'active' ? 'available' : report.state;
    return row && { ...row, state, recordedAt: report.at, block, transactionId };
  }

  /** One version as a row, with the state of its proposal. */
  async of(
    asked: Readonly<{ report: RecordOf<'report'>; versionId: VersionId; basis: WrapBasis | undefined }>,
    session: OpenSession,
  ): Promise<ReportItem | undefined> {
    const { report, versionId, basis } = asked;
    const [version, proposal, metadata] = await Promise.all([
      this.#projection.find('version', [versionId]),
      this.#projection.find('proposal', [versionId]),
      basis && openCatalogueEntry(this.#projection, { versionId, basis }, session),
    ]);
    if (version === undefined || proposal === undefined) return undefined;
    const references = this.#references.during(session);
    const alteredAt = await this.#altered.since(version.record.locations);
    return {
      reportId: report.reportId,
      versionId,
      state: proposal.record.state,
      class: report.class,
      restricted: report.restricted,
      ...(metadata !== undefined && shown(metadata)),
      size: proposal.record.size,
      author: await references.named(proposal.record.author),
      owner: await references.of(report.patient),
      recordedAt: proposal.record.at,
      ciphertextSha256: version.record.ciphertextSha256,
      ...(alteredAt !== undefined && { alteredAt }),
      transactionId: proposal.transactionId,
      block: proposal.block,
    };
  }
}

function shown({ title, fileName, mediaType, plaintextSha256 }: Metadata): Partial<ReportItem> {
  return { title, fileName, mediaType, plaintextSha256 };
}
