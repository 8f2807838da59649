import type { RecordOf, ReportId, VersionId, WrapBasis } from '@medseal/ledger-model';
import { CannotOpenError, type Metadata, openEnvelope } from '@medseal/sealing';
import type { Page, PageRequest, Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { PersonReference, PersonReferences } from './person-references.js';

/** Which reports a list shows. */
export type ReportFilter = 'own' | 'received' | 'sent';

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
  readonly author: PersonReference;
  readonly owner: PersonReference;
  readonly recordedAt: string;
  readonly ciphertextSha256: string;
  readonly transactionId: string;
  readonly block: string;
  /** For rows that come from a consent. */
  readonly consentId?: string;
  readonly recipient?: PersonReference;
  readonly until?: string;
}

/** Lists of reports, built from the projection and opened with the reader's wraps. */
export class ListReports {
  readonly #projection: Projection;
  readonly #references: PersonReferences;

  constructor(projection: Projection, references: PersonReferences) {
    this.#projection = projection;
    this.#references = references;
  }

  async list(filter: ReportFilter, page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    return filter === 'own' ? await this.#own(page, session) : await this.#shared(filter, page, session);
  }

  async #own(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const reports = await this.#projection.list('report', { patient: session.person.pseudonym }, page);
    const items = await Promise.all(reports.items.map((report) => this.#item(report, 'own', session)));
    return { ...reports, items: items.filter((item) => item !== undefined) };
  }

  /** Pages are pages of consents: a consent over several reports makes several rows. */
  async #shared(
    filter: 'received' | 'sent',
    page: PageRequest,
    session: OpenSession,
  ): Promise<Page<ReportItem>> {
    const mine = session.person.pseudonym;
    const where = filter === 'received' ? { grantee: mine } : { patient: mine };
    const consents = await this.#projection.list('consent', where, page);
    const rows = consents.items.map(async ({ record }) => await this.#itemsOf(record, filter, session));
    return { ...consents, items: (await Promise.all(rows)).flat() };
  }

  async #itemsOf(
    consent: RecordOf<'consent'>,
    filter: 'received' | 'sent',
    session: OpenSession,
  ): Promise<ReportItem[]> {
    const recipient = await this.#references.of(consent.grantee.person);
    const items = await Promise.all(
      consent.scope.reports.map(async (reportId) => {
        const report = await this.#projection.find('report', [reportId]);
        if (report === undefined) return undefined;
        const item = await this.#item(report, filter === 'sent' ? 'own' : consent.consentId, session);
        return (
          item && {
            ...item,
            state: stateOf(consent),
            consentId: consent.consentId,
            recipient,
            until: consent.until,
          }
        );
      }),
    );
    return items.filter((item) => item !== undefined);
  }

  /** The newest version of a report as a row; undefined while the projection lacks a part of it. */
  async #item(
    { record: report, block, transactionId }: Projected<'report'>,
    basis: WrapBasis,
    session: OpenSession,
  ): Promise<ReportItem | undefined> {
    const versionId = report.versions.at(-1)?.versionId;
    if (versionId === undefined) return undefined;
    const [version, proposal] = await Promise.all([
      this.#projection.find('version', [versionId]),
      this.#projection.find('proposal', [versionId]),
    ]);
    if (version === undefined || proposal === undefined) return undefined;
    const metadata = await this.#metadata(versionId, basis, session);
    return {
      reportId: report.reportId,
      versionId,
      state: report.state === 'active' ? 'available' : report.state,
      class: report.class,
      restricted: report.restricted,
      ...(metadata === undefined ? {} : shown(metadata)),
      size: proposal.record.size,
      author: await this.#references.of(proposal.record.author),
      owner: await this.#references.of(report.patient),
      recordedAt: report.at,
      ciphertextSha256: version.record.ciphertextSha256,
      transactionId,
      block,
    };
  }

  /** Catalogue data for who holds a wrap; undefined for who does not, or when the wrap is for an older key. */
  async #metadata(
    versionId: VersionId,
    basis: WrapBasis,
    session: OpenSession,
  ): Promise<Metadata | undefined> {
    const [envelope, wrap] = await Promise.all([
      this.#projection.find('envelope', [versionId]),
      this.#projection.find('wrap', [versionId, basis, String(session.actor.keyVersion)]),
    ]);
    if (envelope === undefined || wrap === undefined) return undefined;
    const { manifest, sealedMetadata } = envelope.record;
    const { holder, keyVersion, sealed } = wrap.record;
    const { suite, channel, reportId, patient } = manifest;
    try {
      const opened = await openEnvelope({
        ids: { suite, channel, reportId, versionId, patient },
        envelope: { manifest, sealedMetadata },
        wrap: { versionId, holder, basis, keyVersion, sealed },
        seed: session.kemSeed,
      });
      return opened.metadata;
    } catch (error) {
      if (error instanceof CannotOpenError) return undefined;
      throw error;
    }
  }
}

function shown({ title, fileName, mediaType, plaintextSha256 }: Metadata): Partial<ReportItem> {
  return { title, fileName, mediaType, plaintextSha256 };
}

/** What a consent's row says: a word that also tells when time has passed. */
function stateOf(consent: RecordOf<'consent'>): string {
  const now = new Date().toISOString();
  if (consent.state === 'revoked') return 'revoked';
  if (consent.until <= now) return 'expired';
  return consent.from <= now ? 'available' : 'waiting';
}
