import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportDetail } from '../../api/types.js';
import { When } from '../../parts/facts/facts.js';
import { ReportPerson } from '../../parts/reports/report-person.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { usePurposesWords } from '../../parts/sharing/consent-words.js';
import { type Column, DataTable } from '../../ui/lists/data-table.js';

type Reader = NonNullable<ReportDetail['readers']>[number];

/** Who may open a report now or later, on what basis, and until when. */
export function Readers({ readers }: Readonly<{ readers: readonly Reader[] }>): ReactNode {
  const { t } = useTranslation(['record', 'vocabulary']);
  const words = usePurposesWords();
  if (readers.length === 0) return <Text>{t('readers.nobody')}</Text>;
  const columns: readonly Column<Reader>[] = [
    { key: 'who', label: t('readers.who'), cell: ({ grantee }) => <ReportPerson person={grantee} /> },
    { key: 'basis', label: t('readers.basis'), cell: ({ basis }) => t(`vocabulary:basis.${basis}`) },
    {
      key: 'purposes',
      label: t('vocabulary:label.purposes'),
      cell: ({ purposes = [] }) => (purposes.length === 0 ? '–' : words(purposes)),
    },
    { key: 'state', label: t('readers.state'), cell: ({ state }) => <StateBadge state={state} /> },
    { key: 'until', label: t('readers.until'), cell: ({ until }) => (until ? <When at={until} /> : '–') },
  ];
  return (
    <DataTable
      caption={t('readers.title')}
      columns={columns}
      items={readers}
      keyOf={({ grantee, basis, consentId }) => `${basis} ${consentId} ${JSON.stringify(grantee)}`}
    />
  );
}
