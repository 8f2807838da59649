import type { ReportId, VersionId } from '@medseal/ledger-model';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { type Opening, openingsOf, readerFacts } from '../record/openings.js';
import { allReceived } from '../consents/received-consents.js';

/** A version of a report that the caller may open in some way. */
interface Openable {
  readonly versionId: VersionId;
  readonly openings: readonly Opening[];
}

/** The versions of a report that the caller may open now, including proposed ones, newest first. */
export async function openableVersions(
  projection: Projection,
  reportId: ReportId,
  session: OpenSession,
): Promise<readonly Openable[]> {
  const report = (await projection.find('report', [reportId]))?.record;
  if (report === undefined) return [];
  const [facts, consents, proposals] = await Promise.all([
    readerFacts(projection, report.patient, session.person),
    allReceived(projection, session.person, { patient: report.patient, state: 'active' }),
    listAll(projection, 'proposal', { reportId }),
  ]);
  if (facts === undefined) return [];
  const versions = await Promise.all(
    proposals.map(async ({ record: proposal }) => {
      const version = (await projection.find('version', [proposal.versionId]))?.record;
      const openings =
        version === undefined ? [] : openingsOf({ ...facts, report, version, proposal }, consents);
      return { versionId: proposal.versionId, openings };
    }),
  );
  return versions.filter(({ openings }) => openings.length > 0);
}
