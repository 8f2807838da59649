import type {
  ConsentId,
  Digest,
  RecordOf,
  ReportClass,
  ReportId,
  VersionId,
  WrapBasis,
} from '@medseal/ledger-model';
import type { Metadata } from '@medseal/sealing';
import type { AlteredMarks } from '../../domain/integrity/altered.js';
import type { Projected, Projection } from '../../domain/ledger/projection.js';
import type { RecordState, RowState } from '../../domain/reports/report-states.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { openCatalogueEntry } from '../record/catalogue.js';
import type { GranteeReference } from '../consents/grantees.js';
import { type Opening, type OpeningFacts, openingsOf, readerFacts } from '../record/openings.js';
import type { NamedReference, PersonReference, PersonReferences } from '../people/person-references.js';

/** One row of a list of reports. Title and file name are present for holders of a wrap. */
export interface ReportItem {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly state: RowState;
  readonly class: ReportClass;
  readonly restricted: boolean;
  readonly title?: string;
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly plaintextSha256?: string;
  /** Size of the stored, sealed report in bytes. */
  readonly size: number;
  readonly author: NamedReference;
  readonly owner: PersonReference;
  /** When a version was proposed, or put into the record by its patient, RFC 3339. */
  readonly proposedAt: string;
  /** When it entered the record; if it did not, when it was proposed. */
  readonly recordedAt: string;
  readonly ciphertextSha256: Digest;
  /** When the stored bytes were found not to match the ledger, RFC 3339; absent while nothing is known against them. */
  readonly alteredAt?: string;
  readonly transactionId: string;
  readonly block: string;
  /** True when this state took effect long after its signed time. */
  readonly late: boolean;
  /** How the caller may open it now; empty if nothing permits that. */
  readonly openings: Opening[];
  /** For rows that come from a consent. */
  readonly consentId?: ConsentId;
  readonly recipient?: GranteeReference;
  readonly until?: string;
  /** Why a proposal was rejected; only for its author. */
  readonly reason?: string;
}

/** The caller's access to a report. */
export interface RowAccess {
  /** The basis of the wrap that may be opened to show the title; undefined if none may. */
  readonly basis: WrapBasis | undefined;
  /** Consents that include the caller as grantee. */
  readonly consents?: readonly RecordOf<'consent'>[];
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

  /**
   * The newest accepted version of a report as a row, without a title if there is no basis; undefined while there is
   * none, or while a part of it is not in yet.
   */
  async newest(
    { record: report, block, transactionId, late }: Projected<'report'>,
    access: RowAccess,
    session: OpenSession,
  ): Promise<ReportItem | undefined> {
    const versionId = report.versions.at(-1)?.versionId;
    if (versionId === undefined) return undefined;
    const row = await this.of({ report, versionId, ...access }, session);
    return row && { ...row, state: inRecord(report), block, transactionId, late };
  }

  /** One version as a row, with the state of its proposal. */
  async of(
    asked: RowAccess & Readonly<{ report: RecordOf<'report'>; versionId: VersionId }>,
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
    const facts = { report, version: version.record, proposal: proposal.record };
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
      ...(await this.#times(proposal.record)),
      ciphertextSha256: version.record.ciphertextSha256,
      ...(alteredAt !== undefined && { alteredAt }),
      openings: await this.#openings(facts, asked.consents ?? [], session),
      transactionId: proposal.transactionId,
      block: proposal.block,
      late: proposal.late,
    };
  }

  /** A record says only when it was last changed; its earlier states say when it was made and accepted. */
  async #times({
    versionId,
    at,
  }: RecordOf<'proposal'>): Promise<Pick<ReportItem, 'proposedAt' | 'recordedAt'>> {
    const proposedAt = (await this.#projection.since('proposal', [versionId])) ?? at;
    const recordedAt = await this.#projection.since('proposal', [versionId], 'accepted');
    return { proposedAt, recordedAt: recordedAt ?? proposedAt };
  }

  async #openings(
    facts: Pick<OpeningFacts, 'version' | 'proposal'> & Readonly<{ report: RecordOf<'report'> }>,
    consents: readonly RecordOf<'consent'>[],
    { person }: OpenSession,
  ): Promise<Opening[]> {
    const reader = await readerFacts(this.#projection, facts.report.patient, person);
    return reader === undefined ? [] : openingsOf({ ...facts, ...reader }, consents);
  }
}

/** The state of a report, as lists show it. */
export function inRecord({ state }: RecordOf<'report'>): RecordState {
  return state === 'active' ? 'available' : state;
}

function shown({ title, fileName, mediaType, plaintextSha256 }: Metadata): Partial<ReportItem> {
  return { title, fileName, mediaType, plaintextSha256 };
}
