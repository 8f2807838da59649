import { useTranslation } from 'react-i18next';
import { When } from '../../parts/facts/facts.js';
import { ReportPerson } from '../../parts/reports/report-person.js';
import type { ReportItem } from '../../api/types.js';
import type { Column } from '../../ui/lists/data-table.js';

/** The columns that say who wrote a version and when it was recorded. */
export function useAuthorColumns(): readonly Column<Pick<ReportItem, 'author' | 'recordedAt'>>[] {
  const { t } = useTranslation('record');
  return [
    { key: 'author', label: t('columns.author'), cell: ({ author }) => <ReportPerson person={author} /> },
    { key: 'at', label: t('columns.recorded'), cell: ({ recordedAt }) => <When at={recordedAt} /> },
  ];
}
