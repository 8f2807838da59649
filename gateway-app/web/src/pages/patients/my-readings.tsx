import { Badge, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { DisclosureItem, ReportItem } from '../../api/types.js';
import { BlockLink, CopyableHash, When } from '../../parts/facts/facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { usePagedList } from '../../ui/lists/listing.js';

/**
 * The doctor's readings of the given reports. The API lists all readings of the doctor and cannot filter by patient.
 */
export function MyReadings({ reports }: Readonly<{ reports: readonly ReportItem[] }>): ReactNode {
  const { t } = useTranslation('patients');
  const all = usePagedList(['disclosures', 'mine'], readMine);
  const name = useReportName();
  const titles = new Map(reports.map((report) => [report.reportId, name(report)]));
  const list = useFiltered(all, ({ reportId }) => titles.has(reportId));
  const columns = useColumns(titles);
  return (
    <ListTable
      list={list}
      caption={t('readings.caption')}
      columns={columns}
      keyOf={({ disclosureId }) => disclosureId}
      empty={<EmptyState title={t('readings.empty.title')}>{t('readings.empty.text')}</EmptyState>}
    />
  );
}

function readMine(after: string | undefined) {
  const query = { view: 'mine', ...(after !== undefined && { after }) } as const;
  return dataOf(api.GET('/api/v1/disclosures', { params: { query } }));
}

function useColumns(titles: ReadonlyMap<string, string>): readonly Column<DisclosureItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  return [
    { key: 'at', label: t('readings.at'), cell: ({ at }) => <When at={at} /> },
    {
      key: 'report',
      label: t('readings.report'),
      cell: ({ reportId }) =>
        titles.has(reportId) ? (
          <bdi>{titles.get(reportId)}</bdi>
        ) : (
          <CopyableHash value={reportId} label={t('readings.report')} />
        ),
    },
    {
      key: 'purpose',
      label: t('vocabulary:label.purpose'),
      cell: ({ purpose }) => t(`vocabulary:purpose.${purpose}`),
    },
    {
      key: 'outcome',
      label: t('readings.outcome'),
      cell: (item) => <Outcome item={item} />,
    },
    { key: 'ledger', label: t('readings.ledger'), cell: ({ block }) => <BlockLink number={block} /> },
  ];
}

function Outcome({ item: { outcome, reason } }: Readonly<{ item: DisclosureItem }>): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const [Icon, color] = outcome === 'permit' ? [IconCircleCheck, 'green'] : [IconX, 'orange'];
  return (
    <Stack gap={4} align="flex-start">
      <Badge
        variant="light"
        color={color}
        tt="none"
        miw="max-content"
        leftSection={<Icon size={14} aria-hidden />}
      >
        {t(`vocabulary:outcome.${outcome}`)}
      </Badge>
      {reason !== undefined && (
        <Text size="sm">{t('readings.reason', { reason: t(`vocabulary:refusal.${reason}`) })}</Text>
      )}
    </Stack>
  );
}
