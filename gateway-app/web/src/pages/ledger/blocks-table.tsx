import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, When } from '../../parts/facts/facts.js';
import { DataTable } from '../../ui/lists/data-table.js';
import type { WalkState } from './chain-walk.js';
import { HashMatch } from './hash-match.js';

/** Blocks with their headers, and whether each matches the chain that was recomputed here. */
export function BlocksTable({
  items,
  state,
}: Readonly<{ items: readonly BlockItem[]; state: WalkState }>): ReactNode {
  const { t } = useTranslation('ledger');
  const format = useFormat();
  return (
    <DataTable
      caption={t('blocks')}
      items={items}
      keyOf={({ number }) => number}
      columns={[
        { key: 'number', label: t('number'), cell: ({ number }) => <BlockLink number={number} /> },
        { key: 'at', label: t('time'), cell: ({ at }) => (at === undefined ? '–' : <When at={at} />) },
        {
          key: 'previous',
          label: t('previousHash'),
          cell: ({ previousHash }) => (previousHash === '' ? t('noPrevious') : <Hash value={previousHash} />),
        },
        { key: 'data', label: t('dataHash'), cell: ({ dataHash }) => <Hash value={dataHash} /> },
        { key: 'header', label: t('headerHash'), cell: ({ headerHash }) => <Hash value={headerHash} /> },
        {
          key: 'transactions',
          label: t('transactions'),
          align: 'end',
          cell: ({ transactions }) => format.number(transactions),
        },
        { key: 'size', label: t('size'), align: 'end', cell: ({ size }) => format.size(size) },
        {
          key: 'match',
          label: t('match.label'),
          cell: ({ number }) => <HashMatch fits={fitsChain(number, state)} />,
        },
      ]}
    />
  );
}

function fitsChain(number: string, { recomputed, broken }: WalkState): boolean | undefined {
  if (Number(number) < recomputed.blocks) return true;
  return broken === undefined ? undefined : false;
}

/** The ends of a hash: a row has three of them; the block's page shows them whole. */
function Hash({ value }: Readonly<{ value: string }>): ReactNode {
  return <Code title={value}>{`${value.slice(0, 6)}…${value.slice(-4)}`}</Code>;
}
