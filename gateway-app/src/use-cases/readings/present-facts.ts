import { decideAccess, type RecordOf } from '@medseal/ledger-model';
import type { Projection } from '../../domain/ledger/projection.js';

/**
 * What a disclosure's decision depended on, as the projection has it now, for repeating the decision on lists and
 * streams; undefined while a record is missing. The projection may lag, so this can only take access away: the peers
 * decide what may be read.
 */
export async function presentFacts(
  projection: Projection,
  {
    reader,
    reportId,
    versionId,
    patient,
    basis,
  }: Pick<RecordOf<'disclosure'>, 'reader' | 'reportId' | 'versionId' | 'patient' | 'basis'>,
) {
  const [person, report, version, proposal, preferences, consent] = await Promise.all([
    projection.find('person', [reader]),
    projection.find('report', [reportId]),
    projection.find('version', [versionId]),
    projection.find('proposal', [versionId]),
    projection.find('patient', [patient]),
    basis?.kind === 'consent' ? projection.find('consent', [basis.id]) : undefined,
  ]);
  if (!person || !report || !version || !proposal || !preferences) return undefined;
  return {
    reader: person.record,
    report: report.record,
    version: version.record,
    proposal: proposal.record,
    preferences: preferences.record,
    consent: consent?.record,
  };
}

/** Whether the reading would be permitted now. */
export function permitsNow(
  facts: NonNullable<Awaited<ReturnType<typeof presentFacts>>>,
  { purpose }: Pick<RecordOf<'disclosure'>, 'purpose'>,
): boolean {
  return decideAccess({ ...facts, purpose, time: new Date().toISOString() }).outcome === 'permit';
}
