import { type BoundIds, type RecordOf, suite } from '@medseal/ledger-model';
import { CannotOpenError, openReason } from '@medseal/sealing';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import type { RowState } from '../../domain/reports/report-states.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { ReportItem, ReportRows } from './report-rows.js';
import { shareFacts, stateForGrantee } from './share-standing.js';

/**
 * Proposals: for a patient, those that wait for a decision; for a doctor, the doctor's own, with what became of them.
 */
export class ListProposals {
  readonly #channel: string;
  readonly #projection: Projection;
  readonly #rows: ReportRows;

  constructor(parts: Readonly<{ channel: string; projection: Projection; rows: ReportRows }>) {
    this.#channel = parts.channel;
    this.#projection = parts.projection;
    this.#rows = parts.rows;
  }

  async list(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const { role, pseudonym } = session.person;
    const where = role === 'patient' ? { patient: pseudonym, state: 'proposed' } : { author: pseudonym };
    const proposals = await this.#projection.list('proposal', where, page);
    const items = await Promise.all(proposals.items.map((each) => this.#row(each, session)));
    return { ...proposals, items: items.filter((item) => item !== undefined) };
  }

  async #row({ record }: Projected<'proposal'>, session: OpenSession): Promise<ReportItem | undefined> {
    const report = await this.#projection.find('report', [record.reportId]);
    if (report === undefined) return undefined;
    const { versionId } = record;
    const basis = record.patient === session.person.pseudonym ? 'own' : 'author';
    const row = await this.#rows.of({ report: report.record, versionId, basis }, session);
    if (row === undefined) return undefined;
    const [reason, state] = await Promise.all([
      this.#reason(record, session),
      this.#state(record, report.record),
    ]);
    return { ...row, state, ...(reason !== undefined && { reason }) };
  }

  /**
   * What became of a proposal, and of the report that it made. No one can open a report that left the record, not
   * even its author. Nor can an author open a report from which the patient excludes them.
   */
  async #state(proposal: RecordOf<'proposal'>, report: RecordOf<'report'>): Promise<RowState> {
    const { state, author, patient } = proposal;
    if (state === 'rejected' || state === 'withdrawn') return state;
    // A waiting proposal can still be accepted, rejected and withdrawn, even if the patient excludes its author.
    if (state === 'proposed' && report.state === 'active') return state;
    const grantee = { person: author };
    const facts = await shareFacts(this.#projection, { patient, grantee });
    const standing = stateForGrantee(report, { grantee, state: 'available' }, facts);
    return standing === 'available' || standing === 'suspended' ? state : standing;
  }

  /** Opens only for the author, and only with the key that it was sealed to. */
  async #reason(
    { reason, reportId, versionId, patient }: RecordOf<'proposal'>,
    { person, kemSeed }: OpenSession,
  ): Promise<string | undefined> {
    if (reason?.holder !== person.pseudonym) return undefined;
    const ids: BoundIds = { suite, channel: this.#channel, reportId, versionId, patient };
    try {
      return await openReason({ reason, seed: kemSeed, ids });
    } catch (error) {
      if (error instanceof CannotOpenError) return undefined;
      throw error;
    }
  }
}
