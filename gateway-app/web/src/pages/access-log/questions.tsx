import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AuditedQuery } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import type catalogue from '../../language/en/access-log.json';
import { When } from '../../parts/facts/facts.js';
import { LedgerPlace } from '../../parts/facts/ledger-place.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { usePagedList } from '../../ui/lists/listing.js';

type Asked = keyof typeof catalogue.questions.kinds;

/** Auditors' questions that named the patient, or whose answers did. */
export function Questions(): ReactNode {
  const { t } = useTranslation('access-log');
  const columns = useColumns();
  const list = usePagedList(['audit', 'about-me'], (after) => {
    const query = { about: 'me', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/audit/queries', { params: { query } }));
  });
  return (
    <Stack>
      <Text maw="70ch">{t('questions.lead')}</Text>
      <ListTable
        list={list}
        caption={t('questions.caption')}
        columns={columns}
        keyOf={({ auditQueryId }) => auditQueryId}
        empty={<EmptyState title={t('questions.empty')}>{t('questions.emptyText')}</EmptyState>}
      />
    </Stack>
  );
}

function useColumns(): readonly Column<AuditedQuery>[] {
  const { t } = useTranslation('access-log');
  return [
    { key: 'at', label: t('questions.at'), cell: ({ at }) => <When at={at} /> },
    {
      key: 'auditor',
      label: t('questions.auditor'),
      cell: ({ auditor }) => t('questions.somebody', { organization: auditor.organization ?? '' }),
    },
    {
      key: 'asked',
      label: t('questions.asked'),
      cell: ({ asked, named }) => (
        <Stack gap={2}>
          <span>{t(`questions.kinds.${asked as Asked}`)}</span>
          <Text size="sm" c="dimmed">
            {t(`questions.named.${named}`)}
          </Text>
        </Stack>
      ),
    },
    { key: 'period', label: t('questions.period'), cell: (item) => <Period {...item} /> },
    {
      key: 'ledger',
      label: t('questions.ledger'),
      cell: (item) => (
        <span>
          <LedgerPlace of={item} />
        </span>
      ),
    },
  ];
}

function Period({ from, to }: Pick<AuditedQuery, 'from' | 'to'>): ReactNode {
  const { t } = useTranslation('access-log');
  const format = useFormat();
  if (from === undefined && to === undefined) return t('questions.always');
  return [
    ...(from === undefined ? [] : [t('questions.from', { from: format.date(from) })]),
    ...(to === undefined ? [] : [t('questions.to', { to: format.date(to) })]),
  ].join(' ');
}
