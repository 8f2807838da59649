import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client.js';
import type { ReportItem } from '../api/types.js';
import { useFormat } from '../language/format.js';

/** Most items of one page of the API. */
const pageSize = '200';

/** All reports of the signed-in patient's own record, newest first. */
export function useOwnReports() {
  return useQuery({ queryKey: ['reports', 'own', 'all'], queryFn: readAll, staleTime: 60_000 });
}

async function readAll(): Promise<readonly ReportItem[]> {
  const reports: ReportItem[] = [];
  let after: string | undefined;
  do {
    const query = { filter: 'own', limit: pageSize, ...(after !== undefined && { after }) } as const;
    const page = await dataOf(api.GET('/api/v1/reports', { params: { query } }));
    reports.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return reports;
}

/** Words for reports of the own record. */
export interface ReportWords {
  /** “Blood test” */
  readonly title: (reportId: string) => string;
  /** A title in the language's quotes. */
  readonly quoted: (title: string) => string;
  /** “Blood test” and 2 more */
  readonly some: (reportIds: readonly string[]) => string;
}

/** Titles by report id; a report whose title is not known (yet) is called untitled. */
export function useReportWords(): ReportWords {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const { data: reports } = useOwnReports();
  const titles = new Map(reports?.map(({ reportId, title }) => [reportId, title]));
  const quoted = (text: string): string => t('titles.one', { title: text });
  const title = (reportId: string): string => quoted(titles.get(reportId) ?? t('untitled'));
  return {
    title,
    quoted,
    some: (reportIds) => {
      const [first, second] = reportIds;
      if (first === undefined) return '';
      if (second === undefined) return title(first);
      if (reportIds.length === 2) return format.list([title(first), title(second)]);
      return t('titles.more', { title: title(first), count: reportIds.length - 1 });
    },
  };
}
