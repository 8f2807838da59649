import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, dataOf } from '../../api/client.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Purpose, ReportDetail, Role } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { versionIn } from '../reports/report-facts.js';

/** A purpose for which a report may be opened now, and what permits it. */
export interface Way {
  readonly purpose: Purpose;
  readonly basis: 'own' | 'author' | 'consent';
  readonly consent?: string | undefined;
}

/** Which version of which report; the newest in the record if no version is named. */
interface Asked {
  readonly reportId: string;
  readonly versionId?: string | undefined;
}

/** Ways to open a report. */
export interface Ways {
  /** One for each purpose, the likeliest first; `undefined` while that is not known. */
  readonly ways: readonly Way[] | undefined;
  /** The patient took the report out of the record: no one can permit opening it. */
  readonly isGone: boolean;
  readonly problem: Problem | undefined;
  /** Asks again, right before recording. @throws {Problem} */
  readonly find: (purpose: Purpose) => Promise<Way | undefined>;
}

/**
 * Asks the gateway how a report may be opened now, and again after a change that may affect it: a refused guess would
 * stay on the ledger for ever. A consent that a list names comes first.
 */
export function useWays(asked: Asked, preferred?: string): Ways {
  const { reportId, versionId } = asked;
  const { role } = useSession().person;
  const queries = useQueryClient();
  const { data, error } = useQuery(waysQuery({ reportId, versionId }));
  const find = useCallback(
    async (purpose: Purpose) => {
      const { openings } = await queries.query(waysQuery({ reportId, versionId }));
      return waysOf(openings, { preferred, role }).find((way) => way.purpose === purpose);
    },
    [queries, reportId, versionId, preferred, role],
  );
  return {
    ways: data && waysOf(data.openings, { preferred, role }),
    isGone: data?.isGone ?? false,
    problem: error === null ? undefined : asProblem(error),
    find,
  };
}

type Openings = ReportDetail['versions'][number]['openings'];

function waysQuery(asked: Asked) {
  const { reportId, versionId } = asked;
  return {
    queryKey: ['reports', 'ways', reportId, versionId],
    queryFn: () => readOpenings(asked),
    staleTime: 0,
  };
}

/** A report that the person may no longer see cannot be opened either. */
async function readOpenings({
  reportId,
  versionId,
}: Asked): Promise<Readonly<{ openings: Openings; isGone: boolean }>> {
  try {
    const params = { path: { reportId } };
    const { versions, state } = await dataOf(api.GET('/api/v1/reports/{reportId}', { params }));
    return { openings: versionIn(versions, versionId)?.openings ?? [], isGone: state !== 'available' };
  } catch (error) {
    if (asProblem(error).code === 'NOT_FOUND') return { openings: [], isGone: false };
    throw error;
  }
}

interface Preference {
  readonly preferred: string | undefined;
  readonly role: Role;
}

/** The usual purpose of each role. */
const usual: Readonly<Partial<Record<Role, Purpose>>> = { patient: 'PATRQT', doctor: 'TREAT' };

function waysOf(openings: Openings, { preferred, role }: Preference): readonly Way[] {
  const likeliest = openings.toSorted(
    (one, other) =>
      Number(other.consentId === preferred) - Number(one.consentId === preferred) ||
      (other.until ?? '').localeCompare(one.until ?? ''),
  );
  const all = likeliest.flatMap(({ basis, consentId, purposes }) =>
    purposes.map((purpose): Way => ({ purpose, basis, consent: consentId })),
  );
  const ways = new Map(all.toReversed().map((way) => [way.purpose, way]));
  const inOrder = all.filter((way) => ways.get(way.purpose) === way);
  return inOrder.toSorted(
    (one, other) => Number(other.purpose === usual[role]) - Number(one.purpose === usual[role]),
  );
}
