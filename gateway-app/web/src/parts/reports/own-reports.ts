import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { readWhole } from '../../api/whole-list.js';
import { useFormat } from '../../language/format.js';
import { useReportInSentence } from './report-name.js';

/** All reports of the signed-in patient's own record, newest first. */
export function useOwnReports() {
  return useQuery({ queryKey: ['reports', 'own', 'all'], queryFn: readAll, staleTime: 60_000 });
}

function readAll(): Promise<readonly ReportItem[]> {
  return readWhole((page) =>
    dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'own', ...page } } })),
  );
}

/** Words for reports of the patient's own record. */
export interface ReportWords {
  /** “Blood test”, or the kind and date of a report without a title */
  readonly title: (reportId: string) => string;
  /** “Blood test” and 2 more */
  readonly some: (reportIds: readonly string[]) => string;
}

/** Names by report id. */
export function useReportWords(): ReportWords {
  const { t } = useTranslation(['consents', 'common']);
  const format = useFormat();
  const words = useReportInSentence();
  const { data: reports, isError } = useOwnReports();
  const known = new Map(reports?.map((report) => [report.reportId, report]));
  const title = (reportId: string): string => {
    const report = known.get(reportId);
    if (report !== undefined) return words(report);
    // The list may be closed to the patient, for example while suspended: the consent still says whom it is for.
    if (isError) return t('common:aReport');
    return reports === undefined ? '…' : t('untitled');
  };
  return {
    title,
    some: (reportIds) => {
      const [first, second] = reportIds;
      if (first === undefined) return '';
      if (second === undefined) return title(first);
      if (reportIds.length === 2) return format.list([title(first), title(second)]);
      return t('titles.more', { title: title(first), count: reportIds.length - 1 });
    },
  };
}
