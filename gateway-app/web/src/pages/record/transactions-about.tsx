import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { TransactionDetail } from '../../api/types.js';
import { BlockLink, TransactionLink, When } from '../../parts/facts/facts.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { usePagedList } from '../../ui/lists/listing.js';

/** The transactions about a report. */
export function TransactionsAbout({ reportId }: Readonly<{ reportId: string }>): ReactNode {
  const { t } = useTranslation('record');
  const list = usePagedList(['ledger', 'about', reportId], async () => ({
    items: (await dataOf(api.GET('/api/v1/ledger/transactions', { params: { query: { report: reportId } } })))
      .items,
  }));
  const columns: readonly Column<Omit<TransactionDetail, 'keys'>>[] = [
    { key: 'at', label: t('transactions.at'), cell: ({ at }) => at !== undefined && <When at={at} /> },
    { key: 'function', label: t('transactions.function'), cell: (each) => <Code>{each.function}</Code> },
    { key: 'organization', label: t('transactions.organization'), cell: ({ organization }) => organization },
    { key: 'block', label: t('transactions.block'), cell: ({ block }) => <BlockLink number={block} /> },
    {
      key: 'id',
      label: t('transactions.id'),
      cell: ({ transactionId }) => <TransactionLink id={transactionId} />,
    },
  ];
  return (
    <ListTable
      list={list}
      caption={t('transactions.title')}
      columns={columns}
      keyOf={({ transactionId }) => transactionId}
      empty={<Text>{t('transactions.empty')}</Text>}
    />
  );
}
