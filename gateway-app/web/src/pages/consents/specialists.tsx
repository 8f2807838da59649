import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AssignmentItem } from '../../api/types.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { BlockLink, PersonName, TransactionLink, When } from '../../parts/facts.js';
import { Listing, usePagedList } from '../../parts/listing.js';
import { useNow } from '../../parts/now.js';
import { StateBadge } from '../../parts/state-badge.js';

/** The specialists whom the patient's hospital assigned. */
export function Specialists(): ReactNode {
  const { t } = useTranslation('consents');
  const columns = useColumns();
  const list = usePagedList(['assignments', 'mine'], (after) =>
    dataOf(api.GET('/api/v1/assignments', { params: { query: after === undefined ? {} : { after } } })),
  );
  return (
    <Stack>
      <Text maw="70ch">{t('specialists.lead')}</Text>
      <Listing
        list={list}
        empty={<EmptyState title={t('specialists.empty')}>{t('specialists.emptyNext')}</EmptyState>}
      >
        {(items) => (
          <DataTable
            caption={t('tabs.specialists')}
            columns={columns}
            items={items}
            keyOf={({ assignmentId }) => assignmentId}
          />
        )}
      </Listing>
    </Stack>
  );
}

function useColumns(): readonly Column<AssignmentItem>[] {
  const { t } = useTranslation('consents');
  const now = useNow();
  return [
    { key: 'doctor', label: t('specialists.doctor'), cell: ({ doctor }) => <PersonName person={doctor} /> },
    { key: 'from', label: t('details.from'), cell: ({ from }) => <When at={from} /> },
    { key: 'until', label: t('details.until'), cell: ({ until }) => <When at={until} /> },
    {
      key: 'state',
      label: t('specialists.state'),
      // The ledger does not write down that a time has passed.
      cell: ({ state, until }) => <StateBadge state={until <= now ? 'ended' : state} />,
    },
    {
      key: 'ledger',
      label: t('details.ledger'),
      cell: ({ block, transactionId }) => (
        <span>
          <BlockLink number={block} /> · <TransactionLink id={transactionId} />
        </span>
      ),
    },
  ];
}
