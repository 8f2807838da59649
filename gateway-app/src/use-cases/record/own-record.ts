import {
  covers,
  type Pseudonym,
  type RecordOf,
  type ReportId,
  type Scope,
  type VersionId,
} from '@medseal/ledger-model';
import { openWrap } from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

type Report = RecordOf<'report'>;

/** A patient's own record: its content, and the patient halves that only the patient's session opens. */
export class OwnRecord {
  readonly #reads: LedgerReads;
  readonly #projection: Projection;

  constructor(parts: Readonly<{ reads: LedgerReads; projection: Projection }>) {
    this.#reads = parts.reads;
    this.#projection = parts.projection;
  }

  /** Accepted versions that a scope covers. @throws {Failure} NOT_FOUND for a report that is not in the record. */
  async versionsIn(scope: Scope, patient: Pseudonym): Promise<VersionId[]> {
    const reports = await ('reports' in scope ? this.#named(scope.reports, patient) : this.#active(patient));
    return versionsOf(reports.filter((report) => report.state === 'active' && covers(scope, report)));
  }

  /** Accepted versions of the whole record, including restricted ones. */
  async allVersions(patient: Pseudonym): Promise<VersionId[]> {
    return versionsOf(await this.#active(patient));
  }

  /** The patient half of a version, from the patient's own wrap. @throws {CannotOpenError} */
  async half(versionId: VersionId, session: OpenSession) {
    const { ids, envelope, wrap } = await this.#reads.version(versionId, 'own', session.actor.identity);
    if (wrap === undefined) throw new Failure('INTEGRITY', 'your own wrap of a report is missing');
    const { manifest } = envelope;
    return { ids, half: await openWrap({ wrap, seed: session.kemSeed, ids, manifest }) };
  }

  async #named(reportIds: readonly ReportId[], patient: Pseudonym): Promise<Report[]> {
    return await Promise.all(
      reportIds.map(async (reportId) => {
        const report = await this.#reads.report(reportId);
        // The contract would refuse too; here, nothing of another patient's report is read.
        if (report.patient !== patient) throw new Failure('NOT_FOUND', 'no such report');
        return report;
      }),
    );
  }

  async #active(patient: Pseudonym): Promise<Report[]> {
    const reports = await listAll(this.#projection, 'report', { patient });
    return reports.map(({ record }) => record).filter(({ state }) => state === 'active');
  }
}

function versionsOf(reports: readonly Report[]): VersionId[] {
  return reports.flatMap(({ versions }) => versions.map(({ versionId }) => versionId));
}
