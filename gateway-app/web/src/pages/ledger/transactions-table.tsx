import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransactionItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, TransactionLink, When } from '../../parts/facts/facts.js';
import { type Column, DataTable } from '../../ui/lists/data-table.js';
import { Validation, WhatItIs } from './vocabulary.js';

interface TransactionsTableProps {
  readonly caption: string;
  readonly items: readonly TransactionItem[];
  /** For transactions from several blocks. */
  readonly withBlock?: boolean;
}

/** Transactions with organizations and functions; nothing about people. */
export function TransactionsTable({ caption, items, withBlock = false }: TransactionsTableProps): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const format = useFormat();
  const block: Column<TransactionItem> = {
    key: 'block',
    label: t('number'),
    cell: (item) => <BlockLink number={item.block} />,
  };
  return (
    <DataTable
      caption={caption}
      items={items}
      keyOf={({ block, position }) => `${block}:${position}`}
      columns={[
        {
          key: 'id',
          label: t('common:transaction'),
          cell: ({ transactionId }) =>
            transactionId === '' ? t('transaction.noId') : <TransactionLink id={transactionId} />,
        },
        ...(withBlock ? [block] : []),
        { key: 'at', label: t('time'), cell: ({ at }) => at !== undefined && <When at={at} /> },
        {
          key: 'organization',
          label: t('creator'),
          cell: ({ organization }) => organization || t('transaction.unknownCreator'),
        },
        { key: 'function', label: t('functionLabel'), cell: (item) => <WhatItIs transaction={item} /> },
        { key: 'validation', label: t('validationLabel'), cell: (item) => <Validation transaction={item} /> },
        { key: 'endorsers', label: t('endorsers'), cell: ({ endorsers }) => format.list(endorsers) },
        {
          key: 'keys',
          label: t('keysWritten'),
          align: 'end',
          cell: ({ keysWritten }) => format.number(keysWritten),
        },
      ]}
    />
  );
}
